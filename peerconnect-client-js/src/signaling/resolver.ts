import type { ResolvedAsset } from "../protocol/messages.ts";
import type { SignalingChannel } from "./signaling-channel.ts";

export interface ResolverOptions {
  readonly channel: Pick<SignalingChannel, "state" | "send">;
  /** Makes sure that the channel is there. */
  readonly open: () => void;
}

interface Question {
  readonly urls: readonly string[];
  readonly answer: (assets: readonly ResolvedAsset[]) => void;
  timer?: ReturnType<typeof setTimeout>;
}

const MAX_URLS = 256;
/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 3000;

/**
 * Asks the server which assets are behind URLs. Answers carry no number, so there is one question at a time; an answer that
 * came too late names other URLs than the question that is open by then, and is dropped.
 */
export class Resolver {
  readonly #channel: ResolverOptions["channel"];
  readonly #open: () => void;
  readonly #questions: Question[] = [];
  #asked: Question | undefined;

  constructor({ channel, open }: ResolverOptions) {
    this.#channel = channel;
    this.#open = open;
  }

  /** Return what the server knows of these, an empty list when it cannot be asked. */
  async resolve(urls: readonly string[]): Promise<readonly ResolvedAsset[]> {
    const answers: Promise<readonly ResolvedAsset[]>[] = [];
    for (let from = 0; from < urls.length; from += MAX_URLS) {
      answers.push(
        new Promise((answer) => {
          this.#questions.push({ urls: urls.slice(from, from + MAX_URLS), answer });
        }),
      );
    }
    this.#open();
    this.next();
    return (await Promise.all(answers)).flat();
  }

  /** Take in an answer. */
  answered(assets: readonly ResolvedAsset[]): void {
    const question = this.#asked;
    if (question && assets.every(({ url }) => question.urls.includes(url))) {
      this.#close(question, assets);
    }
  }

  /** Go on, after the channel changed for example. */
  next(): void {
    if (this.#channel.state === "down") {
      this.stop();
      return;
    }
    const [question] = this.#questions;
    if (this.#asked || !question) {
      return;
    }
    question.timer ??= setTimeout(() => this.#close(question, []), ANSWER_MS);
    if (this.#channel.send({ type: "resolve", urls: question.urls })) {
      this.#asked = question;
    }
  }

  /** Answer all questions with nothing. */
  stop(): void {
    this.#asked = undefined;
    for (const { timer, answer } of this.#questions.splice(0)) {
      clearTimeout(timer);
      answer([]);
    }
  }

  #close(question: Question, assets: readonly ResolvedAsset[]): void {
    clearTimeout(question.timer);
    this.#asked = undefined;
    this.#questions.splice(this.#questions.indexOf(question), 1);
    question.answer(assets);
    this.next();
  }
}
