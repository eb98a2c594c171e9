import { plain } from "../messages/format.ts";
import { late } from "../messages/late.ts";
import { shown, type Field } from "./fields.ts";

/** What is to be known of a setting beside what it means: its default, its range, and how much usually depends on it. */
export function factsOf({ default: standard, range, impact }: Pick<Field, "default" | "range" | "impact">): string {
  const words = late.model.field;
  return [standard === undefined ? "" : words.default(shown(standard)), rangeWords(range), words.impact[impact]].filter((fact) => fact !== "").join(" · ");
}

function rangeWords({ least, above, most }: Field["range"]): string {
  const words = late.model.field;
  if (least !== null && most !== null) return words.between(plain(least), plain(most));
  const low = least !== null ? words.atLeast(plain(least)) : above !== null ? words.above(plain(above)) : "";
  const high = most === null ? "" : words.atMost(plain(most));
  return [low, high].filter((part) => part !== "").join(", ");
}
