/** What several feature types say of a column; what one type alone says lies in its own folder. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

export const words = catalogue("features", {
  empty: "The column is empty",
  constant: "Every cell is the same: the column says nothing",
  differentValues: (values: number) => counted(values, "different value", "different values"),
  /** The commonest values: "Adelie, Gentoo, and 3 more". */
  some: (shown: readonly string[], more: number) => list(more > 0 ? [...shown, `${count(more)} more`] : shown),
  mostlyOnce: "Most values occur only once",
  /** The last line of a confusion matrix that would be too large. */
  otherClasses: (classes: number) => `${count(classes)} other classes, less often mistaken`,
});
