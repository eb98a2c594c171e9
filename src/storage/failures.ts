import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";

/** What a store refuses for a reason that is already a sentence. */
export class Refusal extends Error {}

type Doing = keyof typeof words.failed;

/** What went wrong with the storage, and what to do about it. */
const sentenceOf = (doing: Doing, cause: unknown): string => (cause instanceof Refusal ? cause.message : words.failed[doing](reasonOf(doing, cause)));

function reasonOf(doing: Doing, cause: unknown): string {
  const { name, message } = cause instanceof Error ? cause : { name: "", message: String(cause) };
  switch (name) {
    case "QuotaExceededError":
      return words.why.full(doing);
    case "InvalidStateError":
      return words.why.closed(doing);
    case "AbortError":
      return words.why.brokenOff(doing);
    case "UnknownError":
    case "NotReadableError":
      return words.why.faulty(message, doing);
    case "NotAllowedError":
    case "SecurityError":
    case "NoModificationAllowedError":
      return words.why.refused(message, doing);
    default:
      return words.why.other(message, doing);
  }
}

/** What a store throws becomes a sentence. */
export async function attempt<T>(doing: Doing, path: readonly string[], work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await work());
  } catch (cause) {
    return failure(error(path, sentenceOf(doing, cause)));
  }
}
