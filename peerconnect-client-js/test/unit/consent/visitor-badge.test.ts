// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Badge } from "../../../src/consent/badge.ts";
import { Consent } from "../../../src/consent/consent.ts";
import { VisitorBadge } from "../../../src/consent/visitor-badge.ts";
import { ClientEvents } from "../../../src/metrics/events.ts";
import type { Extras } from "../../../src/page/extras.ts";
import { ALICE } from "../../support/assets.ts";

const NUMBERS = { peers: 0, received: 0, origin: 0, cached: 0, shared: 0, fallbacks: {} };

let page: AbortController;
let events: ClientEvents;

beforeEach(() => {
  page = new AbortController();
  events = new ClientEvents();
});

afterEach(() => page.abort());

interface Visit {
  readonly cookie?: string;
  readonly badge?: boolean;
  readonly isPrivate?: boolean;
  readonly isBlocked?: boolean;
}

function visit({ cookie = "", badge = true, isPrivate = false, isBlocked = false }: Visit) {
  const consent = new Consent({
    mode: "notice",
    base: "/peerconnect",
    jar: { cookie },
    isPrivate,
    isSecure: true,
  });
  const onShown = vi.fn();
  const extras = { Badge } as Extras;
  const importExtras = vi.fn(() =>
    isBlocked ? Promise.reject(new TypeError("blocked")) : Promise.resolve(extras),
  );
  const visitorBadge = new VisitorBadge({
    config: { badge, consent: "notice" },
    consent,
    device: {
      isHidden: false,
      savesData: false,
      isCellular: false,
      isCapable: true,
      onchange: () => {},
    },
    texts: {},
    events,
    stats: () => ({ state: "off", ...NUMBERS }),
    importExtras,
    onShown,
    signal: page.signal,
  });
  return { consent, onShown, importExtras, visitorBadge };
}

function part(name: string): HTMLElement | null | undefined {
  const host = document.querySelector("peerconnect-badge");
  return host?.shadowRoot?.querySelector<HTMLElement>(`[part=${name}]`);
}

it("is there, switched off, for who switched it off before, and switches it on again", async () => {
  const { consent } = visit({ cookie: "peerconnect=off" });
  await vi.waitFor(() => expect(part("toggle")?.hidden).toBe(false));
  expect(part("panel")?.hidden).toBe(true);
  expect(part("switch")?.getAttribute("aria-checked")).toBe("false");
  part("switch")?.click();
  expect(consent.isGranted).toBe(true);
});

it.each([
  ["the browser sends the privacy signal", { cookie: "peerconnect=off", isPrivate: true }],
  ["the site wants no badge", { cookie: "peerconnect=off", badge: false }],
  ["nothing was exchanged yet", {}],
])("is not there when %s", (_, how) => {
  const { importExtras } = visit(how);
  expect(importExtras).not.toHaveBeenCalled();
});

it("tells when it is there to be seen", async () => {
  const { onShown, visitorBadge } = visit({});
  expect(onShown).not.toHaveBeenCalled();
  visitorBadge.noteHeld();
  await vi.waitFor(() => expect(onShown).toHaveBeenCalledOnce());
  expect(part("toggle")?.hidden).toBe(false);
});

it("does not claim to be there when its script is blocked", async () => {
  const { onShown, importExtras } = visit({ isBlocked: true });
  events.emit("peer", { peer: ALICE, state: "open" });
  expect(importExtras).toHaveBeenCalledOnce();
  await expect(importExtras.mock.results[0]?.value).rejects.toThrow("blocked");
  expect(onShown).not.toHaveBeenCalled();
});
