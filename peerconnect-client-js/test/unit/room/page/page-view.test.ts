// @vitest-environment happy-dom
import { render } from "lit-html";
import { beforeEach, describe, expect, it } from "vitest";
import type { PeerId } from "../../../../src/protocol/values.ts";
import { Format } from "../../../../src/room/page/format.ts";
import { pageView } from "../../../../src/room/page/page-view.ts";
import type {
  PageModel,
  PersonModel,
  ReceivedModel,
  RoomModel,
} from "../../../../src/room/page/room-model.ts";
import { ENGLISH, type Problem } from "../../../../src/room/page/texts.ts";
import type { Glance, PageActions, ViewContext } from "../../../../src/room/page/view-context.ts";

const HOSTILE = "<img src=x onerror=alert(1)>";
const ann = "node-ann00000" as PeerId;

let page = document.createElement("div");
let done: unknown[][] = [];

beforeEach(() => {
  page = document.createElement("div");
  done = [];
});

describe("the start page", () => {
  it("offers the ways in that it may", () => {
    draw(home({ kinds: ["send"] }));
    expect(labels()).toEqual(["Choose files", "Choose a folder", "Receive"]);
    draw(home({ kinds: ["group"] }));
    expect(labels()).toEqual(["Receive", "Start a group"]);
  });

  it("says what was wrong with a code, beside the code", () => {
    draw(home({ code: "417-acorn", codeProblem: "code-malformed" }));
    const input = page.querySelector<HTMLInputElement>("#code");
    expect(input?.value).toBe("417-acorn");
    expect(input?.getAttribute("aria-invalid")).toBe("true");
    expect(page.querySelector("#code-problem")?.textContent).toContain("That is no code");
  });

  it("lists rooms where there is a list", () => {
    draw(home({ listed: [{ room: "r", name: HOSTILE, kind: "group", members: 3 }] }));
    expect(page.textContent).toContain(HOSTILE);
    press("Join");
    expect(done).toEqual([["joinListed", "r"]]);
  });
});

describe("problems", () => {
  it.each(Object.keys(ENGLISH.problems) as Problem[])(
    "have a sentence and a way on: %s",
    (problem) => {
      draw({ view: "problem", problem, mayRetry: true });
      expect(page.querySelector("h1")?.textContent).toBe(ENGLISH.problems[problem].title);
      expect(page.textContent).toContain(ENGLISH.problems[problem].advice);
      press("Try again");
      expect(done).toEqual([["retry"]]);
    },
  );
});

describe("a room", () => {
  it("shows nothing of others as markup", () => {
    draw(
      room({
        kind: "group",
        people: [person({ name: HOSTILE })],
        offered: [offered(HOSTILE)],
        senders: [
          {
            peer: ann,
            name: HOSTILE,
            isNamed: true,
            proposals: [{ id: "p", files: 9, size: 1, isPrivate: false, names: [HOSTILE] }],
            files: [file("offered", { name: HOSTILE, path: ["a", HOSTILE], id: HOSTILE })],
          },
        ],
      }),
    );
    expect(page.querySelector("img")).toBeNull();
    expect(page.textContent).toContain(HOSTILE);
  });

  it.each([
    ["offered", ["Download a.png"]],
    ["queued", ["Pause a.png", "Cancel a.png"]],
    ["checking", ["Pause a.png", "Cancel a.png"]],
    ["waiting", ["Pause a.png", "Cancel a.png"]],
    ["running", ["Pause a.png", "Cancel a.png"]],
    ["paused", ["Resume a.png", "Cancel a.png"]],
    ["finishing", ["Cancel a.png"]],
    ["done", ["View a.png", "Save a.png"]],
    ["failed", ["Try a.png again"]],
    ["cancelled", ["Try a.png again"]],
  ] as const)("offers what can be done with a file that is %s", (state, names) => {
    const isDone = state === "done";
    draw(guest([file(state, { mayView: isDone, maySave: isDone })]));
    const buttons = [...page.querySelectorAll(".file button")];
    expect(buttons.map((it) => it.getAttribute("aria-label"))).toEqual(names);
  });

  it("asks for all, for some, and for a zip", () => {
    const files = ["a", "b", "c"].map((id) => file("offered", { id, name: id }));
    draw(guest(files));
    press("Download all");
    press("As one zip");
    draw(guest(files), { selected: new Set(["b", "c"]) });
    press("Download 2 files");
    expect(done).toEqual([
      ["download", ["a", "b", "c"], "files"],
      ["download", ["a", "b", "c"], "zip"],
      ["download", ["b", "c"], "files"],
    ]);
  });

  it("shows a long list in parts", () => {
    const files = Array.from({ length: 25 }, (_, id) => file("offered", { id: `${id}` }));
    draw(guest(files));
    expect(page.querySelectorAll(".file")).toHaveLength(10);
    press("Show 15 files more");
    expect(done).toEqual([["showMore", ann]]);
    draw(guest(files), { shownOf: () => 20 });
    expect(page.querySelectorAll(".file")).toHaveLength(20);
  });

  it("folds folders, and draws their files only when they are open", () => {
    const files = Array.from({ length: 5000 }, (_, id) =>
      file("offered", { id: `${id}`, path: ["Alps"] }),
    );
    draw(guest(files));
    expect(page.querySelectorAll(".file")).toHaveLength(1);
    expect(page.querySelector(".row-toggle")?.getAttribute("aria-expanded")).toBe("false");
    draw(guest(files), { expanded: new Set(["folder 0"]) });
    expect(page.querySelectorAll(".file")).toHaveLength(11);
  });

  it.each([
    ["connecting", "Connecting"],
    ["direct", "Direct"],
    ["turned", "Relayed"],
    ["relayed", "Relayed"],
    ["unreachable", "Not reachable"],
    ["tampered", "Cut off"],
  ] as const)("says which way to somebody: %s", (path, word) => {
    draw(room({ people: [person({ path })] }));
    expect(page.querySelector(".badge")?.textContent?.trim()).toBe(word);
    expect(page.textContent).toContain(ENGLISH.people.pathMeaning[path]);
  });

  it("counts the visitor among the people of a group", () => {
    draw(room({ kind: "group", people: [person({})] }));
    expect(page.querySelector(".people .count")?.textContent).toBe("2");
    draw(room({ kind: "send", people: [person({})] }));
    expect(page.querySelector(".people .count")?.textContent).toBe("1");
  });

  it("tells a receiver who is alone that the sender is away", () => {
    draw(room({ isHost: false, people: [] }));
    expect(page.querySelector(".people")?.textContent).toContain("The sender is away.");
  });

  it("lets the host, and nobody else, lock and remove", () => {
    draw(room({ isHost: true, people: [person({})] }));
    press("Remove Ann");
    press("Lock");
    expect(done).toEqual([
      ["removePerson", ann],
      ["lock", true],
    ]);
    draw(room({ isHost: false, people: [person({})] }));
    expect(labels()).not.toContain("Lock");
    expect(labels()).not.toContain("Remove Ann");
  });

  it("says that the site or the sender is away, and why it is over", () => {
    draw(room({ isHost: false, isOnline: false }));
    expect(page.textContent).toContain(ENGLISH.room.offline);
    draw(room({ isHost: false, isHostHere: false }));
    expect(page.textContent).toContain(ENGLISH.room.hostAway);
    draw(room({ isHost: false, ended: "room-closed" }));
    expect(page.textContent).toContain(ENGLISH.problems["room-closed"].title);
    expect(labels()).toContain("Start page");
  });

  it("asks before it stops what others need", () => {
    draw(room({}), { isConfirming: true });
    press("Keep going");
    const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true });
    page.querySelector("[role=alertdialog] .danger")?.dispatchEvent(escape);
    press("Stop");
    expect(done).toEqual([
      ["confirmLeave", false],
      ["confirmLeave", false],
      ["confirmLeave", true],
    ]);
  });

  it("gives every control a name", () => {
    draw(
      room({
        kind: "group",
        people: [person({})],
        offered: [offered("a")],
        senders: [
          {
            peer: ann,
            name: "Ann",
            isNamed: true,
            proposals: [{ id: "p", files: 2, size: 1, isPrivate: true, names: ["x"] }],
            files: [file("offered"), file("done", { id: "d", maySave: true, mayView: true })],
          },
        ],
      }),
    );
    const nameless = [...page.querySelectorAll("button, input, progress")].filter(
      (it) =>
        !it.getAttribute("aria-label") &&
        !it.textContent?.trim() &&
        !it.closest("label")?.textContent?.trim() &&
        !page.querySelector(`label[for="${it.id}"]`),
    );
    expect(nameless.map((it) => it.outerHTML)).toEqual([]);
  });
});

function draw(model: PageModel, glance: Partial<Glance> = {}): void {
  const actions = new Proxy({} as PageActions, {
    get:
      (_, name) =>
      (...values: unknown[]) =>
        done.push([name, ...values]),
  });
  const context: ViewContext = {
    texts: ENGLISH,
    format: new Format("en"),
    actions,
    abilities: { drop: true, folders: true, webShare: true, saveToFolder: false },
    glance: {
      copied: undefined,
      selected: new Set(),
      expanded: new Set(),
      shownOf: () => 10,
      isConfirming: false,
      isDropping: false,
      now: 0,
      ...glance,
    },
  };
  render(pageView(model, context), page);
}

function labels(): readonly string[] {
  return [...page.querySelectorAll("button")].map(
    (it) => it.getAttribute("aria-label") ?? it.textContent.trim(),
  );
}

function press(name: string): void {
  const button = [...page.querySelectorAll("button")].find(
    (it) => (it.getAttribute("aria-label") ?? it.textContent.trim()) === name,
  );
  if (!button) {
    throw new Error(`There is no button '${name}' among ${labels().join(", ")}`);
  }
  button.click();
}

function home(some: Partial<Extract<PageModel, { view: "home" }>["home"]>): PageModel {
  return {
    view: "home",
    home: {
      kinds: ["send", "group"],
      listed: undefined,
      dropProblem: undefined,
      code: "",
      codeProblem: undefined,
      ...some,
    },
  };
}

function guest(files: readonly ReceivedModel[]): PageModel {
  const sender = { peer: ann, name: "Ann", isNamed: true, proposals: [], files };
  return room({ isHost: false, senders: [sender] });
}

function room(some: Partial<RoomModel>): PageModel {
  return {
    view: "room",
    room: {
      title: "Sharing",
      kind: "send",
      isHost: true,
      share: { link: "https://a/b#c", codePage: "a/b", qr: undefined, code: { state: "none" } },
      isOnline: true,
      isHostHere: true,
      ended: undefined,
      notice: undefined,
      isLocked: false,
      ownName: "",
      people: [],
      offered: [],
      senders: [],
      archives: [],
      total: undefined,
      log: [],
      ...some,
    },
  };
}

function person(some: Partial<PersonModel>): PersonModel {
  return {
    peer: ann,
    name: "Ann",
    isHost: false,
    path: "direct",
    check: "123 456 789",
    sending: undefined,
    ...some,
  };
}

function offered(name: string): RoomModel["offered"][number] {
  return {
    id: name,
    name,
    size: 1,
    files: undefined,
    type: "",
    to: name,
    problem: "file-changed",
    receivers: [{ peer: ann, name, state: "receiving", share: 0.5 }],
  };
}

function file(state: ReceivedModel["state"], some: Partial<ReceivedModel> = {}): ReceivedModel {
  return {
    id: "a",
    name: "a.png",
    path: [],
    size: 100,
    type: "",
    state,
    progress: undefined,
    problem: undefined,
    maySave: false,
    isSaved: false,
    mayView: false,
    ...some,
  };
}
