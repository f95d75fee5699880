import { describe, expect, it } from "vitest";
import { Consent } from "../../../src/consent/consent.ts";
import type { Device } from "../../../src/consent/device.ts";
import { SharingPolicy } from "../../../src/consent/sharing-policy.ts";

class FakeDevice implements Device {
  isHidden = false;
  savesData = false;
  isCellular = false;
  isCapable = true;
  #listener: () => void = () => undefined;

  onchange(listener: () => void): void {
    this.#listener = listener;
  }

  change(facts: Partial<Pick<FakeDevice, "isHidden" | "savesData" | "isCellular">>): void {
    Object.assign(this, facts);
    this.#listener();
  }
}

function setUp(
  options: {
    device?: Partial<FakeDevice>;
    uploadWhenHidden?: boolean;
    needsNotice?: boolean;
    cookie?: string;
  } = {},
) {
  const device = Object.assign(new FakeDevice(), options.device);
  const consent = new Consent({
    mode: "implied",
    base: "/peerconnect",
    jar: { cookie: options.cookie ?? "" },
    isPrivate: false,
    isSecure: true,
  });
  const policy = new SharingPolicy({
    consent,
    device,
    needsNotice: options.needsNotice ?? false,
    uploadWhenHidden: options.uploadWhenHidden ?? false,
    uploadTotal: 1000,
    signal: new AbortController().signal,
  });
  let changes = 0;
  policy.onchange(() => changes++, new AbortController().signal);
  return { device, consent, policy, changes: () => changes };
}

const allowed = ({ mayReceive, mayHold, maySend }: SharingPolicy) => ({
  mayReceive,
  mayHold,
  maySend,
});

const ALL = { mayReceive: true, mayHold: true, maySend: true };
const NOTHING = { mayReceive: false, mayHold: false, maySend: false };

describe("SharingPolicy", () => {
  it.each([
    ["a visible tab on a fixed line", {}, ALL],
    ["a hidden tab", { isHidden: true }, { ...ALL, maySend: false }],
    ["Save-Data", { savesData: true }, NOTHING],
    ["mobile data", { isCellular: true }, NOTHING],
    ["a browser without WebRTC", { isCapable: false }, NOTHING],
  ])("on %s", (_, device, expected) => {
    expect(allowed(setUp({ device }).policy)).toEqual(expected);
  });

  it("sends nothing before the visitor could see the badge, where they are to be given notice", () => {
    const { policy } = setUp({ needsNotice: true });
    let changes = 0;
    policy.onchange(() => changes++, new AbortController().signal);
    expect([policy.maySend, policy.mayReceive, policy.mayHold]).toEqual([false, true, true]);
    policy.noticed();
    expect([policy.maySend, changes]).toEqual([true, 1]);
  });

  it("needs to give no notice to who chose to take part", () => {
    const { policy } = setUp({ needsNotice: true, cookie: "peerconnect=on" });
    expect(policy.maySend).toBe(true);
  });

  it("lets a hidden tab send where the site says so", () => {
    expect(setUp({ device: { isHidden: true }, uploadWhenHidden: true }).policy.maySend).toBe(true);
  });

  it("allows nothing to a visitor who opted out", () => {
    expect(allowed(setUp({ cookie: "peerconnect=off" }).policy)).toEqual(NOTHING);
  });

  it("stops sending, not receiving, at the cap", () => {
    const { policy } = setUp();
    policy.countShared(999);
    expect(allowed(policy)).toEqual(ALL);
    policy.countShared(1000);
    expect(allowed(policy)).toEqual({ mayReceive: true, mayHold: false, maySend: false });
  });

  it("tells of changes, once each", () => {
    const { policy, device, consent, changes } = setUp();
    device.change({ isHidden: true });
    device.change({ isHidden: true });
    expect(changes()).toBe(1);
    device.change({ isHidden: false });
    policy.countShared(10);
    expect(changes()).toBe(2);
    consent.choose("off");
    expect(changes()).toBe(3);
  });
});
