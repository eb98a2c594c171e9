import { error, failure, type Outcome } from "../../engine/schema/problem.ts";

/** A worker ended while it was asked, or did not start; the message is a sentence for the user. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
}

/** Asks once more when a worker ended over the first try: what ends two of them is given up. */
export async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof WorkerGone) return ask();
    throw cause;
  }
}

/** For what matters only to a worker that lives: its end is as good as an answer. */
export async function unlessGone(answer: Promise<void>): Promise<void> {
  try {
    await answer;
  } catch (cause) {
    if (!(cause instanceof WorkerGone)) throw cause;
  }
}

/** A dead worker is an expected failure wherever one can be said. */
export async function orGone<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof WorkerGone) return failure(error([], cause.message));
    throw cause;
  }
}
