import { words } from "../../messages/en/config.ts";
import type { Choice } from "./choice.ts";
import { fixRemove, note } from "./problem.ts";
import { asRecord } from "./read.ts";

/** The same choice, which takes keys as well that have no effect, here or in Ludwig: their usual values in silence, others with a note. */
export function withIdle<Made>(idle: NonNullable<Choice<Made>["idle"]>, choice: Choice<Made>): Choice<Made> {
  const obeyed = (raw: unknown): unknown =>
    typeof raw === "object" && raw !== null ? Object.fromEntries(Object.entries(raw).filter(([key]) => !Object.hasOwn(idle, key))) : raw;
  return {
    ...choice,
    idle,
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
