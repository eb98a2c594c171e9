import { words } from "../../messages/en/config.ts";
import type { Choice } from "./choice.ts";
import { fixRemove, note } from "./problem.ts";
import { asRecord } from "./read.ts";

/** Keys that have no effect here, nor in Ludwig, each with the value that it has when nobody says otherwise. */
export type Idle = Readonly<Record<string, unknown>>;

/** The same choice, which takes idle keys as well: their usual values in silence, others with a note. */
export function withIdle<Made>(idle: Idle, choice: Choice<Made>): Choice<Made> {
  const obeyed = (raw: unknown): unknown =>
    typeof raw === "object" && raw !== null ? Object.fromEntries(Object.entries(raw).filter(([key]) => !Object.hasOwn(idle, key))) : raw;
  return {
    ...choice,
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
