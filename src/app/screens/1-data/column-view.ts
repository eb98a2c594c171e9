import type { ColumnRole, ColumnVerdict } from "../../../engine/api.ts";
import type { ColumnProfile } from "../../../engine/data/profile.ts";
import { readableName } from "../../charts/names.ts";

/** A column as the data screen shows it: its profile, the engine's verdict, and what the config makes of it. */
export interface ColumnView {
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly type: string;
  readonly role: ColumnRole["role"];
  readonly profile: ColumnProfile;
  readonly verdict: ColumnVerdict | undefined;
}

export function columnViews(profiles: readonly ColumnProfile[], verdicts: readonly ColumnVerdict[], roles: Readonly<Record<string, ColumnRole>>): readonly ColumnView[] {
  const byName = new Map(verdicts.map((verdict) => [verdict.column, verdict]));
  return profiles.map((profile, index) => {
    const verdict = byName.get(profile.name);
    const { role = "off", type = verdict?.type ?? "" } = roles[profile.name] ?? {};
    const { label, unit } = profile.numbers ? readableName(profile.name) : { label: profile.name, unit: "" };
    return { index, name: profile.name, label, unit, type, role, profile, verdict };
  });
}

/** Widths in rem: text needs room to be read. */
export const columnWidth = ({ profile, type }: ColumnView): number => (type === "text" || profile.meanLength > 24 ? 20 : profile.meanLength > 12 ? 11 : 6.5);

/** Neighbouring bins added up until at most `most` remain. */
export function coarser(histogram: readonly number[], most: number): readonly number[] {
  const step = Math.ceil(histogram.length / most);
  return Array.from({ length: Math.ceil(histogram.length / step) }, (_, i) => histogram.slice(i * step, (i + 1) * step).reduce((sum, n) => sum + n, 0));
}
