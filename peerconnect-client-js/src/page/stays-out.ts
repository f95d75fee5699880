import type { PageConfig } from "../config.ts";

interface Browser {
  readonly globalPrivacyControl?: boolean;
  readonly connection?: { readonly saveData?: boolean; readonly type?: string };
}

/**
 * Tell whether a visitor does not take part: refused, was not asked yet, saves data, or has a browser that cannot. Written for
 * size: it stands in pages. All but the configuration is what the browser says.
 */
export const staysOut = (
  config: Pick<PageConfig, "consent">,
  browser: Browser = navigator as Browser,
  connection = browser.connection || {},
  choice = /\bpeerconnect=o(ff)?/.exec(document.cookie),
): unknown =>
  (choice ? choice[1] : browser.globalPrivacyControl || config.consent === "ask") ||
  connection.saveData ||
  connection.type === "cellular" ||
  // Missing on plain http outside localhost.
  !(self.RTCPeerConnection && crypto.subtle);
