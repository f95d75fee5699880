import type { MessageOf } from "./messages.ts";

type Hello = MessageOf<"hello">;

/*
 * How two ends agree that nothing of an earlier path counts any more. Each end names its beginning on a path with a nonce, says
 * the nonce in its hello together with the one it heard last, and answers every nonce that is new to it. What the other says
 * counts once its hello names our nonce: from there on it speaks to us as we are now. Either end may begin again at any time,
 * also before the answer is there, and any hello before the last may be lost with its path. Without the nonces one end waited
 * for good when an answer was lost: the other had heard its hello, and had no reason to say another.
 *
 * An answer names no new nonce, so that there is no answer to it.
 */

/** The first words of two ends on a path. */
export class Handshake {
  #nonce = 0;
  #heard: number | undefined;

  /** Begin, or begin again. */
  begin(): void {
    this.#nonce = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  }

  /** What to say now of nonces. */
  get words(): Pick<Hello, "nonce" | "heard"> {
    return { nonce: this.#nonce, ...(this.#heard !== undefined && { heard: this.#heard }) };
  }

  /**
   * Take in a hello of the other end.
   *
   * @returns whether the other end began again and so is to be answered; and whether it knows how we began
   */
  take({ nonce, heard }: Hello): { readonly isNew: boolean; readonly isAgreed: boolean } {
    const isNew = nonce !== this.#heard;
    this.#heard = nonce;
    return { isNew, isAgreed: heard === this.#nonce };
  }
}
