import { afterEach, expect, it, vi } from "vitest";
import { JoinToken } from "../../../src/signaling/join-token.ts";

const url = "https://site.example/peerconnect/token";
const fresh = `${Math.floor(Date.now() / 1000 + 600).toString(36)}.visitor.signature`;
const expired = `${Math.floor(Date.now() / 1000 - 600).toString(36)}.visitor.signature`;

afterEach(() => {
  vi.unstubAllGlobals();
});

function serve(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(async () => Response.json(body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

it("uses the token of the page while it lasts", async () => {
  const fetch = serve(200, {});
  expect(await new JoinToken({ url, initial: fresh }).get()).toBe(fresh);
  expect(fetch).not.toHaveBeenCalled();
});

it.each([undefined, expired])("fetches one in place of %s", async (initial) => {
  serve(200, { token: fresh, expiresInMs: 600_000 });
  expect(await new JoinToken({ url, initial }).get()).toBe(fresh);
});

it("fetches another one after a refusal", async () => {
  serve(200, { token: "other" });
  const token = new JoinToken({ url, initial: fresh });
  token.discard();
  expect(await token.get()).toBe("other");
  serve(200, { token: "one more" });
  token.discard();
  expect(await token.get()).toBe("one more");
});

it("asks once for all who want one at the same time", async () => {
  const fetch = serve(200, { token: fresh });
  const token = new JoinToken({ url, initial: undefined });
  expect(await Promise.all([token.get(), token.get()])).toEqual([fresh, fresh]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("asks again after a failure, of which all hear", async () => {
  const refusal = serve(503, {});
  const token = new JoinToken({ url, initial: undefined });
  const both = await Promise.allSettled([token.get(), token.get()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(refusal).toHaveBeenCalledTimes(1);
  serve(200, { token: fresh });
  expect(await token.get()).toBe(fresh);
});

it.each([
  [403, { token: fresh }],
  [200, { token: 7 }],
  [200, null],
])("rejects the answer %i %j", async (status, body) => {
  serve(status, body);
  await expect(new JoinToken({ url, initial: undefined }).get()).rejects.toThrow("Join token");
});
