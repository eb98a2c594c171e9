import type { ColumnRole, ColumnVerdict } from "../../../engine/api.ts";
import type { ColumnProfile, NumberProfile } from "../../../engine/data/profile.ts";
import { visible } from "../../../engine/data/visible.ts";
import { readableName } from "../../charts/names.ts";

/** How values are drawn: by size in bins, by name with a colour for each when they are answers, by name, not at all because each is its own, or as they look. */
export type Look = "bins" | "classes" | "values" | "words" | "pictures";
const looks: Readonly<Record<string, Look>> = { number: "bins", category: "classes", text: "words", image: "pictures" };

/** A column as the data screen shows it: its profile, the engine's verdict, and what the config makes of it. */
export interface ColumnView {
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly type: string;
  readonly look: Look;
  /** Classes of an answer carry their colours. */
  readonly coloured: boolean;
  readonly role: ColumnRole["role"];
  readonly profile: ColumnProfile;
  /** Of its numbers, where it has any: as they are, or as they are read. */
  readonly numbers: NumberProfile | null;
  readonly verdict: ColumnVerdict | undefined;
}

export function columnViews(profiles: readonly ColumnProfile[], verdicts: readonly ColumnVerdict[], roles: Readonly<Record<string, ColumnRole>>): readonly ColumnView[] {
  const byName = new Map(verdicts.map((verdict) => [verdict.column, verdict]));
  return profiles.map((profile, index) => {
    const verdict = byName.get(profile.name);
    const { role = "off", type = verdict?.type ?? "" } = roles[profile.name] ?? {};
    const numbers = profile.numbers ?? profile.amounts?.numbers ?? null;
    const { label, unit } = numbers ? readableName(profile.name) : { label: visible(profile.name), unit: "" };
    const wanted = Object.hasOwn(looks, type) ? looks[type]! : "values";
    const look = wanted === "bins" && numbers === null ? "values" : wanted;
    return { index, name: profile.name, label, unit: profile.amounts?.writing.unit ?? unit, type, look, coloured: look === "classes" && role === "output", role, profile, numbers, verdict };
  });
}

/** The types a column may be given: its own, those it looks like, then the others of those that its role allows. */
export const typeChoices = ({ type, verdict }: Pick<ColumnView, "type" | "verdict">, able: readonly string[]): readonly string[] =>
  [...new Set([type, ...(verdict?.alternatives ?? []).filter((likely) => able.includes(likely)), ...able])];

/** Widths in rem: text needs room to be read. */
export const columnWidth = ({ profile, look }: ColumnView): number => (look === "pictures" ? 11 : look === "words" || profile.meanLength > 24 ? 20 : profile.meanLength > 12 ? 11 : profile.meanLength > 8 ? 8 : 6.5);

/** Neighbouring bins added up until at most `most` remain. */
export function coarser(histogram: readonly number[], most: number): readonly number[] {
  const step = Math.ceil(histogram.length / most);
  return Array.from({ length: Math.ceil(histogram.length / step) }, (_, i) => histogram.slice(i * step, (i + 1) * step).reduce((sum, n) => sum + n, 0));
}
