import { expect, test } from "vitest";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { profileColumn } from "../../../src/ingest/profile.ts";
import { columnViews, type ColumnView } from "../../../src/app/screens/1-data/column-view.ts";
import { keepable, missingWords, withoutPicture } from "../../../src/app/screens/1-data/missing-words.ts";

function view(cells: readonly string[], missing: readonly string[], role: ColumnView["role"], type: string): ColumnView {
  const [column] = tableFrom({ x: cells }).columns;
  return columnViews([profileColumn({ ...column!, missing })], [], { x: { role, type } })[0]!;
}

test("a row that is left out lacks its answer, or what the model would read", () => {
  const cells = ["a", "", "b", "a"];
  expect(missingWords(view(cells, [""], "output", "category"), "drop_row")).toBe("A row without its answer cannot teach it. 1 row is left out for this, 3 remain.");
  expect(missingWords(view(cells, [""], "input", "image"), "drop_row")).toBe("1 cell of 4 (25%) holds nothing. Its row is left out, 3 remain.");
  expect(missingWords(view(cells, [""], "input", "image"), "bfill")).toBe("1 cell of 4 (25%) holds nothing. The model is given a stand-in for them.");
});

test("paths without a picture are no values that could be kept, and however many, are one sentence", () => {
  const lost = ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"];
  const pictures = view(["1.jpg", ...lost, "e.jpg", ""], ["", ...lost], "input", "image");
  expect(keepable(pictures)).toEqual([]);
  expect(withoutPicture(pictures)).toMatch(/^6 cells name no picture that can be read: \w\.jpg, \w\.jpg, \w\.jpg, and 2 others\.$/);
  expect(withoutPicture(view(["1.jpg", ""], [""], "input", "image"))).toBeNull();
  const words = view(["x", "n/a", "n/a"], ["n/a"], "input", "category");
  expect(keepable(words)).toEqual([["n/a", 2]]);
  expect(withoutPicture(words)).toBeNull();
});
