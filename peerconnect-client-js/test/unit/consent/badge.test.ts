// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Badge } from "../../../src/consent/badge.ts";
import { ENGLISH, type BadgeTexts } from "../../../src/consent/badge-texts.ts";
import { Consent } from "../../../src/consent/consent.ts";

let abort = new AbortController();

function setUp(mode: "implied" | "ask", texts: Record<string, BadgeTexts> = {}) {
  const jar = { cookie: "" };
  const consent = new Consent({
    mode,
    base: "/peerconnect",
    jar,
    isPrivate: false,
    isSecure: true,
  });
  return { consent, badge: new Badge({ consent, texts, signal: abort.signal }) };
}

function part(name: string): HTMLElement {
  const found = document
    .querySelector("peerconnect-badge")
    ?.shadowRoot?.querySelector(`[part=${name}]`);
  if (!(found instanceof HTMLElement)) throw new Error(`The badge has no part '${name}'`);
  return found;
}

const numbers = { received: 2_345_678, shared: 12_300, origin: 0 };

beforeEach(() => {
  abort = new AbortController();
  document.documentElement.lang = "en";
});

afterEach(() => {
  abort.abort();
});

describe("Badge", () => {
  it("is not in the page before it has anything to say", () => {
    setUp("implied");
    expect(document.querySelector("peerconnect-badge")).toBeNull();
  });

  it("shows the bytes, and more on a click", () => {
    setUp("implied").badge.show(numbers);
    expect(part("toggle").textContent).toBe("2.3 MB");
    expect(part("panel").hidden).toBe(true);
    part("toggle").click();
    expect(part("panel").hidden).toBe(false);
    expect(part("toggle").getAttribute("aria-expanded")).toBe("true");
    expect([...part("panel").querySelectorAll("dd")].map((one) => one.textContent)).toEqual([
      "2.3 MB",
      "12 kB",
      "0 kB",
    ]);
  });

  it("closes with Escape", () => {
    setUp("implied").badge.show(numbers);
    part("toggle").click();
    part("panel").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }),
    );
    expect(part("panel").hidden).toBe(true);
  });

  it("switches the exchange off and on", () => {
    const { badge, consent } = setUp("implied");
    badge.show(numbers);
    expect(part("switch").getAttribute("aria-checked")).toBe("true");
    part("switch").click();
    expect(consent.choice).toBe("off");
    expect(part("switch").getAttribute("aria-checked")).toBe("false");
    part("switch").click();
    expect(consent.choice).toBe("on");
  });

  it.each([
    ["allow", "on"],
    ["refuse", "off"],
  ])("asks, and goes after '%s'", (answer, choice) => {
    const { badge, consent } = setUp("ask");
    badge.ask();
    expect(part("panel").hidden).toBe(false);
    expect(part("panel").querySelector("h2")?.textContent).toBe(ENGLISH.question);
    expect(part("switch").hidden).toBe(true);
    part(answer).click();
    expect(consent.choice).toBe(choice);
    expect(part("panel").hidden).toBe(true);
  });

  it("speaks the language of the page where it has texts for it", () => {
    document.documentElement.lang = "de-AT";
    setUp("ask", { de: { ...ENGLISH, question: "Bilder austauschen?" } }).badge.ask();
    expect(part("panel").querySelector("h2")?.textContent).toBe("Bilder austauschen?");
  });

  it("goes when everything ends", () => {
    setUp("implied").badge.show(numbers);
    abort.abort();
    expect(document.querySelector("peerconnect-badge")).toBeNull();
  });
});
