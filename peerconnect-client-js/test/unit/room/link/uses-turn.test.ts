import { describe, expect, it } from "vitest";
import { usesTurn } from "../../../../src/room/link/uses-turn.ts";

const TURNED = { id: "Q", type: "candidate-pair", localCandidateId: "relay" };
const OTHER = {
  id: "P",
  type: "candidate-pair",
  localCandidateId: "host",
  remoteCandidateId: "peer",
};
const CHROMIUM = [{ id: "T", type: "transport", selectedCandidatePairId: "P" }, TURNED, OTHER];

describe("usesTurn", () => {
  it("looks at the pair that is used, and at no other", async () => {
    expect(await usesTurn(connection(CHROMIUM, "srflx"))).toBe(false);
  });

  it("finds a TURN server that the other end asked for", async () => {
    expect(await usesTurn(connection(CHROMIUM, "relay"))).toBe(true);
  });

  it("understands Firefox, which marks the pair", async () => {
    const firefox = [OTHER, { ...TURNED, selected: true }];
    expect(await usesTurn(connection(firefox, "host"))).toBe(true);
  });

  it("does not guess where the browser says nothing", async () => {
    expect(await usesTurn(connection([], "host"))).toBeUndefined();
  });
});

function connection(entries: readonly object[], remoteType: string): RTCPeerConnection {
  const candidates = [
    { id: "host", type: "local-candidate", candidateType: "host" },
    { id: "relay", type: "local-candidate", candidateType: "relay" },
    { id: "peer", type: "remote-candidate", candidateType: remoteType },
  ];
  const report = new Map([...entries, ...candidates].map((it, index) => [index, it]));
  return { getStats: async () => report } as unknown as RTCPeerConnection;
}
