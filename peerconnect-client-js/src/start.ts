import { parsePageConfig, type PageConfig } from "./config.ts";
import type { BadgeTexts } from "./consent/badge-texts.ts";
import { ConfigurationError } from "./errors.ts";
import { PageClient } from "./page-client.ts";
import type { PeerConnect } from "./peer-connect.ts";

/** Options of {@link start}. */
export interface StartOptions {
  /**
   * What to do and how.
   * @default the configuration that the server wrote into the page
   */
  readonly config?: PageConfig;

  /**
   * Texts of the visitor badge by language subtag, in addition to English. `<html lang>` chooses.
   * @default none
   */
  readonly texts?: Readonly<Record<string, BadgeTexts>>;

  /**
   * Ends everything that was started: images that wait get their own addresses.
   * @default never
   */
  readonly signal?: AbortSignal;
}

/**
 * Start the client in this page. Where the visitor or the browser does not take part, it gives every image its own
 * address back and does nothing else.
 *
 * @param options - see each
 * @returns the client's face to the page
 * @throws {@link ConfigurationError} when there is no configuration
 */
export function start(options: StartOptions = {}): PeerConnect {
  const { config = readConfig(), texts = {}, signal = new AbortController().signal } = options;
  return new PageClient({ config, texts, signal });
}

function readConfig(): PageConfig {
  const text = document.getElementById("peerconnect-config")?.textContent;
  const config = parsePageConfig(text ?? "");
  if (!config) {
    throw new ConfigurationError(
      text === undefined
        ? "There is no element 'peerconnect-config'"
        : "'peerconnect-config' is no configuration of this version",
    );
  }
  return config;
}
