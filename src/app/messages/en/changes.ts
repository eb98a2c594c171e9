import type { DataChange } from "../../../engine/data/changes.ts";
import { count, counted, list } from "../format.ts";

const few = (texts: readonly string[]): string => list([...texts.slice(0, 3).map((text) => `“${text}”`), ...(texts.length > 3 ? [`${count(texts.length - 3)} more`] : [])]);

function done(change: DataChange): string {
  switch (change.kind) {
    case "cells": {
      const [only] = change.cells;
      if (!only || change.cells.length > 1) return `${counted(change.cells.length, "cell", "cells")} of ${change.column} corrected`;
      return only.to === null ? `${change.column} in row ${count(only.row + 1)} emptied` : `${change.column} in row ${count(only.row + 1)} corrected to “${only.to}”`;
    }
    case "spelling": return `${few(change.from)} in ${change.column} read as “${change.to}”`;
    case "exclude": return change.rows.length === 1 ? `Row ${count(change.rows[0]! + 1)} left out` : `${count(change.rows.length)} rows left out`;
    default: return change satisfies never;
  }
}

export const changes = {
  /** What one change did. */
  done,
  several: (many: number) => `${counted(many, "change", "changes")} to the data`,
  undo: "Undo",
  link: (many: number) => counted(many, "change", "changes"),
  excluded: "left out",
  was: (before: string | null) => (before === null ? "was missing" : `was “${before}”`),
} as const;
