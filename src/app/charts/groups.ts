/** Groups of rows, in words. */
import type { Group, GroupsChart } from "../../engine/charts.ts";
import { late } from "../messages/late.ts";
import { figure, withUnit } from "./figures.ts";
import type { NameOf } from "./names.ts";

export function groupName({ name }: Pick<Group, "name">, unit: string): string {
  if ("from" in name) return withUnit(`${figure(name.from)} – ${figure(name.to)}`, unit);
  if ("others" in name) return late.charts.groups.others(name.others);
  return name.value ?? late.charts.groups.missing;
}

/** The group that stands out most, or that none does. */
export function groupsFinding({ of, overall, inputs }: GroupsChart, value: (of: number) => string, nameOf: NameOf): string {
  const words = late.charts.groups;
  const input = inputs.find(({ groups }) => groups.some(({ worse }) => worse));
  const group = input?.groups.filter(({ worse }) => worse).reduce((a, b) => ((of === "right" ? b.value < a.value : b.value > a.value) ? b : a));
  if (!input || !group) return words.none;
  const { label, unit } = nameOf(input.column);
  return words.finding[of](label, groupName(group, unit), value(group.value), value(overall));
}
