/**
 * Tell whether what a connection sends goes through a TURN server, whichever end asked for one. `undefined` where the browser
 * does not say which way it goes.
 */
export async function usesTurn(connection: RTCPeerConnection): Promise<boolean | undefined> {
  const stats = [...(await connection.getStats()).values()] as readonly Stats[];
  const find = (id: string | undefined): Stats | undefined => stats.find((it) => it.id === id);
  const transport = stats.find(({ type }) => type === "transport");
  // Firefox has no transports there, but marks the pair.
  const pair =
    find(transport?.selectedCandidatePairId) ??
    stats.find(({ type, selected }) => type === "candidate-pair" && selected === true);
  return (
    pair &&
    [pair.localCandidateId, pair.remoteCandidateId].some(
      (id) => find(id)?.candidateType === "relay",
    )
  );
}

/** What we read of the entries of a report. */
interface Stats {
  readonly id: string;
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
}
