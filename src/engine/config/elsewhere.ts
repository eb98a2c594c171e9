import { words } from "../../messages/en/config.ts";
import { error, fixRemove, note, type Path, type Report } from "../schema/problem.ts";

/**
 * Keys that Ludwig knows and Fidelio does not obey. Each lists the values that ask for nothing (Ludwig's default and its
 * equals): those pass in silence.
 */
export interface Elsewhere {
  /** Would change the result: any other value is refused. */
  readonly planned: Readonly<Record<string, readonly unknown[]>>;
  /** Only matter beside a planned key that is on. */
  readonly companions?: readonly string[];
  /** Change no result here, or none in Ludwig either: any other value is noted. */
  readonly idle: Readonly<Record<string, readonly unknown[]>>;
}

export const elsewhereKeys = ({ planned, companions = [], idle }: Elsewhere): string[] =>
  [...Object.keys(planned), ...companions, ...Object.keys(idle)];

export function reportElsewhere({ planned, idle }: Elsewhere, given: Readonly<Record<string, unknown>>, path: Path, report: Report): void {
  for (const [key, value] of Object.entries(given)) {
    const at = [...path, key];
    const asks = (keys: Readonly<Record<string, readonly unknown[]>>): boolean => Object.hasOwn(keys, key) && !asksNothing(keys[key]!, value);
    if (asks(planned)) report(error(at, words.elsewhere.planned(key), fixRemove(at)));
    if (asks(idle)) report(note(at, words.elsewhere.idle(key), fixRemove(at)));
  }
}

const asksNothing = (harmless: readonly unknown[], value: unknown): boolean =>
  harmless.some((h) => JSON.stringify(h) === JSON.stringify(value));

export function withoutElsewhere(elsewhere: Elsewhere, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const keys = elsewhereKeys(elsewhere);
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key)));
}
