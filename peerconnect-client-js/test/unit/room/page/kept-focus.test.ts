// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { KeptFocus } from "../../../../src/room/page/kept-focus.ts";

let root: ShadowRoot;

beforeEach(() => {
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <button id="far"></button>
    <ul>
      <li id="one"><button id="remove-one"></button></li>
      <li id="two"><button id="remove-two"></button></li>
    </ul>`;
});

describe("KeptFocus", () => {
  it("leaves the focus where it is as long as that is there", () => {
    find("remove-two").focus();
    const focus = new KeptFocus(root);
    find("one").remove();
    focus.restore();
    expect(root.activeElement?.id).toBe("remove-two");
  });

  it("goes to what is nearest to what is gone", () => {
    find("remove-one").focus();
    const focus = new KeptFocus(root);
    find("one").remove();
    focus.restore();
    expect(root.activeElement?.id).toBe("remove-two");
  });

  it("prefers what is meant to have the focus", () => {
    find("remove-one").focus();
    const focus = new KeptFocus(root);
    find("one").innerHTML = `<button id="stop"></button><button id="stay" autofocus></button>`;
    focus.restore();
    expect(root.activeElement?.id).toBe("stay");
  });

  it("takes nothing from the page around", () => {
    const focus = new KeptFocus(root);
    find("one").remove();
    focus.restore();
    expect(root.activeElement).toBeNull();
  });
});

function find(id: string): HTMLElement {
  const found = root.getElementById(id);
  if (!found) {
    throw new Error(`There is no '${id}'`);
  }
  return found;
}
