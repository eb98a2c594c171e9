import { words } from "../../messages/en/config.ts";
import type { Choice } from "./choice.ts";
import { fixRemove, note } from "./problem.ts";
import { asRecord } from "./read.ts";

/** Keys without effect, each with its usual value. */
export type Idle = Readonly<Record<string, unknown>>;

/**
 * The same choice inside another part, where what Ludwig knows besides is not set aside before: it takes keys as well that have no
 * effect, those of its own among them, their usual values in silence and others with a note.
 */
export function withIdle<Made>(usual: Idle, choice: Choice<Made>): Choice<Made> {
  const idle: Idle = { ...Object.fromEntries((choice.idle ?? []).map((key) => [key, null])), ...usual };
  const obeyed = (raw: unknown): unknown =>
    typeof raw === "object" && raw !== null ? Object.fromEntries(Object.entries(raw).filter(([key]) => !Object.hasOwn(idle, key))) : raw;
  return {
    ...choice,
    idle: Object.keys(idle),
    open(raw, path, report) {
      for (const [key, value] of Object.entries(asRecord(raw, path, () => {}))) {
        const at = [...path, key];
        if (Object.hasOwn(idle, key) && value !== idle[key]) report(note(at, words.elsewhere.idle(key), fixRemove(at)));
      }
      return choice.open(obeyed(raw), path, report);
    },
    resolve: (raw) => choice.resolve(obeyed(raw)),
  };
}
