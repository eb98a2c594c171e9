import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import { bytesInMemory } from "../../support/bytes.ts";
import { fileOf, type GivenFile } from "../../../src/ingest/files.ts";
import { folderColumns } from "../../../src/ingest/folder/classes.ts";
import { joinPictures } from "../../../src/ingest/folder/join.ts";
import { planOf } from "../../../src/ingest/folder/plan.ts";
import { surveyOf, type Survey, type SurveyHooks } from "../../../src/ingest/folder/survey.ts";
import { Unreadable } from "../../../src/ingest/source.ts";
import { bytesOf, opened, zipOf } from "../archive/zips.ts";
import { app1, gif, jpeg, png } from "../pictures/made.ts";

const given = (files: Readonly<Record<string, string | Uint8Array>>): GivenFile[] => Object.entries(files).map(([path, content]) => fileOf(path, bytesInMemory(bytesOf(content))));

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}
const survey = async (files: Readonly<Record<string, string | Uint8Array>>, hooks?: SurveyHooks): Promise<Survey> => valueOf(await surveyOf(given(files), hooks));
const sentence = (outcome: Outcome<unknown>): string => (outcome.ok ? "succeeded" : outcome.problems[0]!.message);
const said = (notes: readonly { readonly message: string }[]): string[] => notes.map(({ message }) => message);

describe("looking through files", () => {
  test("each comes out once: picture, table, another, refused or passed over", async () => {
    const turned = jpeg({ before: [app1(6)] });
    const found = await survey({
      "a/1.png": png(), "a/2.jpg": turned, "a/scan": jpeg(), "a/3.png": "no picture", "a/4.jpg": "", "table.csv": "a,b\n", "README.txt": "hello", "empty.txt": "",
      "more.zip": "x", "a/.DS_Store": "x", "a/5.heic": "x",
    });
    expect(found.pictures.map(({ path, facts, size }) => [path, facts, size])).toEqual([
      ["a/1.png", { width: 2, height: 3, channels: 3 }, png().length],
      ["a/2.jpg", { width: 4, height: 5, channels: 3 }, turned.length],
      ["a/scan", { width: 5, height: 4, channels: 3 }, jpeg().length],
    ]);
    expect(await found.pictures[1]!.bytes()).toEqual(turned);
    expect(found.pictures[1]!.digest).toBe(createHash("sha256").update(turned).digest("hex"));
    expect(found.tables.map(({ path }) => path)).toEqual(["table.csv"]);
    expect(found.others).toEqual(["README.txt", "empty.txt"]);
    expect(found.refused).toEqual([
      { path: "a/3.png", why: "Its name ends in .png, and its bytes are no picture." },
      { path: "a/4.jpg", why: "The file is empty." },
      { path: "more.zip", why: "It is an archive. Unpack it first, and open its folder." },
      { path: "a/5.heic", why: "Its name ends in .heic, and its bytes are no picture." },
    ]);
    expect(found.passedOver).toBe(1);
  });

  test("what is worth knowing of pictures is said once for all of them", async () => {
    const { notes } = await survey({ "1.jpg": png(), "2.gif": gif({ frames: 2 }), "3.gif": gif({ frames: 3 }), "4.png": png({ bits: 16 }), "5.jpg": jpeg({ components: 4 }) });
    expect(said(notes)).toEqual([
      "The name of 1 picture ends as that of another format; the content was believed: 1.jpg.",
      "2 pictures are animated; only the first frame is used: 2.gif and 3.gif.",
      "1 picture has more than 8 bits for a colour; decoding keeps 8: 4.png.",
      "1 picture is stored in CMYK, as for print; the browser converts the colours: 5.jpg.",
    ]);
  });

  test("an archive's damaged picture is refused, the others load", async () => {
    const archive = await opened(zipOf([{ name: "a/1.png", data: png() }, { name: "a/2.png", data: png(), crc: 1 }, { name: "b/3.png", data: png(), method: 0 }]));
    const found = valueOf(await surveyOf(archive.files));
    expect(found.pictures.map(({ path }) => path)).toEqual(["a/1.png", "b/3.png"]);
    expect(found.refused).toEqual([{ path: "a/2.png", why: "Its checksum is wrong: the archive is damaged. Copy or download it again." }]);
  });

  test("a file that goes away is refused", async () => {
    const gone: GivenFile = { path: "1.png", size: 100, pieces: () => { throw new Unreadable("NotFoundError"); } };
    expect(valueOf(await surveyOf([gone])).refused[0]!.why).toContain("could not be read to its end");
  });

  test("progress goes to 1, and a cancel ends it", async () => {
    const progress: number[] = [];
    const files = given(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.png`, png()])));
    valueOf(await surveyOf(files, { onProgress: (done) => { progress.push(done); } }));
    expect(progress.at(-1)).toBe(1);
    expect(sentence(await surveyOf(files, { signal: AbortSignal.abort() }))).toBe("Reading was cancelled.");
  });
});

describe("folders as columns", () => {
  const columns = (...paths: string[]): [label: Cells | null, split: Cells | null] => {
    const { label, split } = folderColumns(paths);
    return [label, split];
  };

  test("the folder is the class", () => {
    expect(columns("cat/1.jpg", "cat/2.jpg", "dog/1.jpg")).toEqual([["cat", "cat", "dog"], null]);
    expect(columns("pets/images/cat/1.jpg", "pets/images/dog/1.jpg")).toEqual([["cat", "dog"], null]);
  });

  test("the deepest level that varies, down to the least deep picture", () => {
    expect(columns("anna/day/1.jpg", "ben/day/1.jpg")).toEqual([["anna", "ben"], null]);
    expect(columns("anna/x/1.jpg", "ben/y/1.jpg")).toEqual([["x", "y"], null]);
    expect(columns("cat/1.jpg", "cat/more/2.jpg", "dog/3.jpg")).toEqual([["cat", "cat", "dog"], null]);
  });

  test("parts of a split", () => {
    expect(columns("d/train/cat/1.jpg", "d/val/dog/1.jpg", "d/test/cat/1.jpg")).toEqual([["cat", "dog", "cat"], ["0", "1", "2"]]);
    expect(columns("Training/images/cat/1.jpg", "Validation/images/dog/1.jpg", "valid/images/dog/2.jpg")).toEqual([["cat", "dog", "dog"], ["0", "1", "1"]]);
    expect(columns("train/cat/1.jpg", "train/dog/1.jpg", "test/1.jpg")).toEqual([["cat", "dog", null], ["0", "0", "2"]]);
    expect(columns("train/1.jpg", "bus/1.jpg")).toEqual([["train", "bus"], null]);
  });

  test("nothing to tell from one folder, or from none", () => {
    expect(columns("cat/1.jpg", "cat/2.jpg")).toEqual([null, null]);
    expect(columns("1.jpg", "2.jpg")).toEqual([null, null]);
    expect(columns()).toEqual([null, null]);
  });

  test("a picture beside the folders has no label", () => {
    expect(columns("d/cat/1.jpg", "d/dog/1.jpg", "d/stray.jpg")).toEqual([["cat", "dog", null], null]);
  });

  test("names that objects have are folders like others", () => {
    expect(columns("constructor/1.jpg", "__proto__/1.jpg")).toEqual([["constructor", "__proto__"], null]);
  });
});

describe("the plan of a table", () => {
  test("from folders", async () => {
    const plan = valueOf(planOf(await survey({ "train/cat/1.png": png(), "train/dog/1.png": png(), "test/cat/2.png": png(), "about.txt": "x" })));
    expect(plan).toMatchObject({ kind: "folders", columns: { image: ["train/cat/1.png", "train/dog/1.png", "test/cat/2.png"], label: ["cat", "dog", "cat"], split: ["0", "0", "2"] } });
    expect(plan.kind === "folders" ? said(plan.notes) : []).toEqual([
      "The folders for training, validation and test became the column 'split' (0, 1, 2).", "1 file is neither a picture nor a table and was left out: about.txt.",
    ]);
  });

  test("pictures of one folder make a table without a label, and it is said", async () => {
    const plan = valueOf(planOf(await survey({ "a/1.png": png(), "a/2.png": png() })));
    expect(plan).toMatchObject({ kind: "folders", columns: { image: ["a/1.png", "a/2.png"] } });
    expect(plan.kind === "folders" && "label" in plan.columns).toBe(false);
    expect(plan.kind === "folders" ? said(plan.notes)[0] : "").toContain("nothing says what they show");
  });

  test("one table, with pictures or without", async () => {
    for (const pictures of [{}, { "a/1.png": png() }]) expect(valueOf(planOf(await survey({ "a/t.tsv": "a\tb", ...pictures })))).toMatchObject({ kind: "table", table: { path: "a/t.tsv" } });
  });

  test("of several tables the first, another one, or the folders", async () => {
    const found = await survey({ "a.csv": "a", "b.json": "[]", "cat/1.png": png() });
    expect(valueOf(planOf(found))).toMatchObject({ kind: "table", table: { path: "a.csv" } });
    expect(valueOf(planOf(found, "b.json"))).toMatchObject({ kind: "table", table: { path: "b.json" } });
    expect(valueOf(planOf(found, ""))).toMatchObject({ kind: "folders" });
    expect(valueOf(planOf(found, "c.csv"))).toMatchObject({ kind: "table", table: { path: "a.csv" } });
  });

  test("nothing at all", async () => {
    expect(sentence(planOf(await survey({})))).toContain("Among 0 files there is no table and no picture");
    const outcome = planOf(await survey({ "a.png": "", "b.txt": "x" }));
    expect(outcome.ok ? [] : said(outcome.problems)).toEqual([expect.stringMatching(/^Among 2 files /), "a.png: The file is empty."]);
  });

  test("any list of paths gives a plan that accounts for every file once", async () => {
    const part = fc.constantFrom("train", "test", "cat", "dog", "1", "2", "__MACOSX", "constructor", "ü");
    const ending = fc.constantFrom(".png", ".jpg", ".csv", ".zip", ".txt", "", ".heic");
    const path = fc.tuple(fc.array(part, { minLength: 1, maxLength: 4 }), ending).map(([parts, end]) => parts.join("/") + end);
    const content = fc.constantFrom<string | Uint8Array>(png(), jpeg(), "text", "");
    await fc.assert(fc.asyncProperty(fc.dictionary(path, content, { maxKeys: 12, noNullPrototype: false }), async (files) => {
      const found = await survey(files);
      const paths = [...found.pictures, ...found.tables, ...found.refused].map((file) => file.path).concat(found.others);
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths.length + found.passedOver).toBe(Object.keys(files).length);
      const plan = planOf(found, "");
      const columns = plan.ok && plan.value.kind === "folders" ? plan.value.columns : { image: [] };
      expect(columns["image"]).toEqual(found.pictures.map((picture) => picture.path));
      for (const column of Object.values(columns)) expect(column).toHaveLength(found.pictures.length);
    }), { numRuns: 200 });
  });
});

describe("a table joined to its pictures", () => {
  const joined = (cells: Readonly<Record<string, Cells>>, paths: readonly string[], at = "t.csv", refused: readonly string[] = []) =>
    joinPictures(tableFrom(cells), at, { pictures: paths.map((path) => ({ path })), refused: refused.map((path) => ({ path })) });
  const cells = (result: ReturnType<typeof joined>, i = 0): Cells => cellsOf(result.table.columns[i]!);

  test.each<[string, string[], string[], string?]>([
    ["paths from the root", ["im/1.jpg", "im/2.jpg"], ["im/1.jpg", "im/2.jpg"]],
    ["paths from the table's folder, which come first", ["im/1.jpg", "../x/2.jpg"], ["d/im/1.jpg", "x/2.jpg", "im/1.jpg"], "d/t.csv"],
    ["names alone", ["1.jpg", "2.jpg"], ["im/a/1.jpg", "im/b/2.jpg"]],
    ["names without extensions", ["1", "2"], ["im/1.jpg", "im/2.png"]],
    ["names with points and without extensions", ["cat.1", "cat.2"], ["cat.1.jpg", "cat.2.jpg"]],
    ["other capitals", ["IM/1.JPG", "IM/2.JPG"], ["im/1.jpg", "im/2.jpg"]],
    ["paths of another computer", ["C:\\Users\\me\\im\\1.jpg", "/home/me/im/2.jpg"], ["im/1.jpg", "im/2.jpg"]],
    ["dots and blanks around", [" ./im/1.jpg", "file:///data/2.jpg "], ["im/1.jpg", "im/2.jpg"]],
    ["letters put together otherwise", ["u\u0308.jpg", "\u00e9.jpg"], ["\u00fc.jpg", "e\u0301.jpg"]],
  ])("%s", (_, texts, paths, at) => {
    const result = joined({ y: ["a", "b"], file: texts }, paths, at);
    expect(result).toMatchObject({ columns: ["file"], unmatched: [] });
    expect(cells(result, 1)).toEqual(paths.slice(0, 2));
    expect(cells(result, 0)).toEqual(["a", "b"]);
  });

  test("a name that two files have means neither, unless more of the path is given", () => {
    const result = joined({ f: ["1.jpg", "a/1.jpg", "2.jpg", "b/3.jpg"] }, ["x/a/1.jpg", "x/b/1.jpg", "x/a/2.jpg", "x/b/3.jpg"]);
    expect(cells(result)).toEqual([null, "x/a/1.jpg", "x/a/2.jpg", "x/b/3.jpg"]);
    expect(result.unmatched).toEqual([{ column: "f", row: 0, cell: "1.jpg" }]);
    expect(result.unused).toEqual(["x/b/1.jpg"]);
  });

  test("rows without a picture and pictures without a row are listed; what cannot be used counts as missing, in its own spelling", () => {
    const result = joined({ f: ["1.jpg", "lost.jpg", "bad.jpg", "", "2.jpg"] }, ["1.jpg", "2.jpg", "3.jpg"], "t.csv", ["bad.jpg"]);
    expect(cells(result)).toEqual(["1.jpg", null, null, null, "2.jpg"]);
    expect(result.table.columns[0]!.missing).toEqual(["lost.jpg", "bad.jpg"]);
    expect(said(result.notes)).toEqual([
      "f: 2 cells name no picture that can be used, and count as missing: lost.jpg (row 2) and bad.jpg (row 3).", "1 picture is named by no row and was left out: 3.jpg.",
    ]);
  });

  test("of many the sentence names the first, and the list each; of two columns each has its own", () => {
    const paths = Array.from({ length: 30 }, (_, i) => `${i}.jpg`);
    const cells = (name: string) => [...paths.slice(0, 20), ...Array<string>(1_200).fill(name)];
    const [left, right, unused, ...none] = joined({ left: cells("l.jpg"), right: cells("r.jpg") }, paths).notes;
    expect(left!.message).toBe("left: 1,200 cells name no picture that can be used, and count as missing: l.jpg (row 21), l.jpg (row 22), l.jpg (row 23), l.jpg (row 24), l.jpg (row 25) and 1,195 more.");
    expect(left!.all).toHaveLength(1_001);
    expect(left!.all!.slice(998)).toEqual(["l.jpg (row 1,019)", "l.jpg (row 1,020)", "… 200 more"]);
    expect(right!.message).toMatch(/^right: 1,200 cells/);
    expect(unused!.all).toEqual(paths.slice(20));
    expect(none).toEqual([]);
  });

  test("two columns of pictures", () => {
    const result = joined({ left: ["1l.png", "2l.png"], right: ["1r.png", "2r.png"], n: ["1", "2"] }, ["1l.png", "1r.png", "2l.png", "2r.png"].map((name) => `im/${name}`));
    expect(result).toMatchObject({ columns: ["left", "right"], unused: [], notes: [] });
  });

  test("a column of numbers is not taken for names where another names files in full", () => {
    expect(joined({ n: ["1", "2"], f: ["1.jpg", "2.jpg"] }, ["1.jpg", "2.jpg"]).columns).toEqual(["f"]);
  });

  test("no column names pictures: they are left out, and it is said", () => {
    const result = joined({ a: ["x", "y"], b: ["1", "2"] }, ["im/p.jpg"]);
    expect(result).toMatchObject({ columns: [], unused: ["im/p.jpg"] });
    expect(said(result.notes)).toEqual(["No column names the 1 picture that came with the table (im/p.jpg). Expected a column with paths or names of files."]);
    expect(joined({ a: ["x"] }, []).notes).toEqual([]);
  });
});
