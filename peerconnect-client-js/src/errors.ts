/** What this client throws. */
export class PeerConnectError extends Error {
  override readonly name: string = "PeerConnectError";
}

/** The page has no configuration of ours, or one that this client does not understand. */
export class ConfigurationError extends PeerConnectError {
  override readonly name = "ConfigurationError";
}
