import { describe, expect, it } from "vitest";
import { Consent, type ConsentOptions } from "../../../src/consent/consent.ts";

function consent(options: Partial<ConsentOptions> & { cookie?: string } = {}): Consent {
  const { cookie = "", ...others } = options;
  return new Consent({
    mode: "implied",
    base: "/peerconnect",
    jar: { cookie },
    isPrivate: false,
    isSecure: true,
    ...others,
  });
}

describe("Consent", () => {
  it.each([
    // mode, cookie, privacy signal: granted, has to be asked
    ["implied", "", false, true, false],
    ["implied", "", true, false, false],
    ["implied", "peerconnect=off", false, false, false],
    ["implied", "peerconnect=on", true, true, false],
    ["notice", "", false, true, false],
    ["notice", "", true, false, false],
    ["notice", "a=b; peerconnect=off; c=d", false, false, false],
    ["ask", "", false, false, true],
    ["ask", "", true, false, false],
    ["ask", "peerconnect=on", false, true, false],
    ["ask", "peerconnect=on", true, true, false],
    ["ask", "peerconnect=off", false, false, false],
    ["ask", "mypeerconnect=on; peerconnect=onward", false, false, true],
  ] as const)(
    "%s, cookie '%s', privacy signal %s: granted %s, open %s",
    (mode, cookie, isPrivate, granted, open) => {
      const { isGranted, isOpen } = consent({ mode, cookie, isPrivate });
      expect({ isGranted, isOpen }).toEqual({ isGranted: granted, isOpen: open });
    },
  );

  it("remembers the choice for a year in the context of the site", () => {
    const jar = { cookie: "" };
    consent({ base: "/shop/peerconnect", jar }).choose("off");
    expect(jar.cookie).toBe("peerconnect=off; Path=/shop; Max-Age=31536000; SameSite=Lax; Secure");
  });

  it("sets the cookie without Secure on plain http, for the whole site", () => {
    const jar = { cookie: "" };
    consent({ jar, isSecure: false }).choose("on");
    expect(jar.cookie).toBe("peerconnect=on; Path=/; Max-Age=31536000; SameSite=Lax");
  });

  it("tells of a choice after it holds", () => {
    const asked = consent({ mode: "ask" });
    const heard: boolean[] = [];
    asked.addEventListener("change", () => heard.push(asked.isGranted));
    asked.choose("on");
    asked.choose("off");
    expect(heard).toEqual([true, false]);
  });
});
