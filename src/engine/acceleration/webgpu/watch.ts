import { words } from "../../../messages/en/acceleration.ts";
import { DeviceFailure } from "../health.ts";
import { within } from "../ports.ts";

/** Watches one device: whatever is read from it comes true, or ends with a reason in the time given. */
export interface Watch {
  readonly failure: string | null;
  /** The first reason stays; everything that waits for the device ends with it. */
  fail(reason: string): void;
  /** An answer of the device, or a `DeviceFailure`. */
  guard<T>(answer: Promise<T>): Promise<T>;
}

/** What a browser calls the error of a read that a lost device cannot serve. */
const UNREADABLE = ["AbortError", "OperationError"];
/** The reason of a loss arrives a moment after the first read that it spoils. */
const MOMENT = 100;

/** patience: milliseconds that one answer may take. */
export function watch(patience: number): Watch {
  let failure: string | null = null;
  // Not one promise that all race against: it would hold on to every answer as long as the device lives.
  const waiting = new Set<(cause: DeviceFailure) => void>();

  const fail = (reason: string): void => {
    failure ??= reason;
    for (const end of waiting) end(new DeviceFailure(failure));
    waiting.clear();
  };
  const orFailure = <T>(answer: Promise<T>): Promise<T> => new Promise((resolve, reject) => {
    waiting.add(reject);
    answer.then(resolve, reject).finally(() => waiting.delete(reject));
  });
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await within(patience, words.webgpu.gpu, answer, DeviceFailure);
    } catch (cause) {
      if (cause instanceof Error && UNREADABLE.includes(cause.name)) {
        await new Promise<void>((resolve) => { setTimeout(resolve, MOMENT); });
        fail(words.webgpu.unreadable(cause.message));
      }
      if (cause instanceof DeviceFailure) fail(cause.message);
      throw cause;
    }
  };
  return {
    get failure() { return failure; },
    fail,
    async guard(answer) {
      const value = await orFailure(answered(answer));
      if (failure !== null) throw new DeviceFailure(failure);
      return value;
    },
  };
}
