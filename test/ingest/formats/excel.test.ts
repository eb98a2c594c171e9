/** Excel workbooks to tables, those of a writer and those that no writer would write. */
import { describe, expect, it } from "vitest";
import writeExcel from "write-excel-file/node";
import { zipSync } from "fflate";
import { rowsOf, workbook } from "./excel-files.ts";
import { grid, messages, read, refusal } from "./reading.ts";

const plain = rowsOf([["a", "b"], [1, "x"], [2, "y"]]);

describe("a workbook by another writer", () => {
  it("gives texts, numbers, yes or no, dates, and missing cells", async () => {
    const date = (value: string) => ({ type: Date, value: new Date(value), format: "yyyy-mm-dd hh:mm" });
    const rows = [
      ["name", "age", "member", "since", "note"].map((value) => ({ value })),
      [{ value: "Ada & <Bob>" }, { type: Number, value: 36.5 }, { type: Boolean, value: true }, date("2024-02-29T10:30:00Z"), null],
      [{ value: " ünï " }, { type: Number, value: -1e-7 }, { type: Boolean, value: false }, date("1999-12-31T00:00:00Z"), { value: "NA" }],
    ];
    const bytes = await writeExcel(rows).toBuffer();
    const { table, dialect, notes } = await read(new Uint8Array(bytes), "people.xlsx");
    expect(grid(table)).toEqual([
      ["name", "age", "member", "since", "note"],
      ["Ada & <Bob>", "36.5", "true", "2024-02-29T10:30:00", ""],
      [" ünï ", "-1e-7", "false", "1999-12-31", "NA"],
    ]);
    expect(table.columns[4]?.missing).toEqual(["NA"]);
    expect(dialect).toMatchObject({ format: "excel", header: true, skip: 0 });
    expect(notes).toEqual([]);
  });
});

describe("sheets", () => {
  const sheets = { Empty: "", Notes: rowsOf([["only a remark"]]), Data: plain, Secret: rowsOf([["s"], [5]]) };

  it("takes the first visible one with rows, and the one that is asked for", async () => {
    const bytes = workbook({ sheets, hidden: ["Notes"] });
    const first = await read(bytes, "t.xlsx");
    expect(first.dialect).toMatchObject({ sheet: "Data", sheets: ["Empty", "Notes", "Data", "Secret"] });
    expect(grid(first.table)).toEqual([["a", "b"], ["1", "x"], ["2", "y"]]);
    expect(grid((await read(bytes, "t.xlsx", { sheet: "Secret" })).table)).toEqual([["s"], ["5"]]);
    expect((await read(bytes, "t.xlsx", { sheet: "no such sheet" })).dialect).toMatchObject({ sheet: "Data" });
    expect(await refusal(bytes, "t.xlsx", { sheet: "Empty" })).toMatch(/'Empty' is empty/);
  });

  it("passes over a sheet of one column where another one has several, and says which sheets there are", async () => {
    const about = rowsOf([["About"], ["made in May"], ["by hand"]]);
    const { table, ...result } = await read(workbook({ sheets: { "Read me": about, Data: plain, More: plain } }), "t.xlsx");
    expect(grid(table)).toEqual([["a", "b"], ["1", "x"], ["2", "y"]]);
    expect(messages(result)).toEqual(["The sheet 'Data' was read; there are others: Read me and More. Another one can be chosen where it says how the file was read."]);
    expect((await read(workbook({ sheets: { "Read me": about, Data: plain } }), "t.xlsx", { sheet: "Read me" })).dialect).toMatchObject({ sheet: "Read me" });
    expect((await read(workbook({ sheets: { "Read me": about, Data: plain }, hidden: ["Data"] }), "t.xlsx")).dialect).toMatchObject({ sheet: "Read me" });
  });

  it("leaves out titles above the table, blank rows, and the columns before it", async () => {
    const bytes = workbook({ sheets: { S: rowsOf([[null, "A title"], [null], [null, "a", "b"], [null, 1, "x"], [null, null, null], [null, 2, "y", "beside"]]) } });
    const { table, dialect, ...result } = await read(bytes, "t.xlsx");
    expect(grid(table)).toEqual([["a", "b", "column_3"], ["1", "x", ""], ["2", "y", "beside"]]);
    expect(dialect).toMatchObject({ skip: 1, header: true });
    expect(messages(result)).toEqual([expect.stringContaining("first row is not part"), expect.stringContaining("no name"), "2 blank rows were left out."]);
  });

  it("does without shared texts and styles", async () => {
    const without = ["xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"];
    expect(grid((await read(workbook({ sheets: { S: plain }, without }), "t.xlsx")).table)).toEqual([["a", "b"], ["1", "x"], ["2", "y"]]);
  });

  it("reads a sheet without names when told to", async () => {
    expect(grid((await read(workbook({ sheets: { S: plain } }), "t.xlsx", { header: false, skip: 1 })).table)).toEqual([["column_1", "column_2"], ["1", "x"], ["2", "y"]]);
  });
});

describe("cells", () => {
  it("reads shared texts with runs, readings left out, and characters that XML cannot hold", async () => {
    const texts = ["<t>name</t>", "<r><t>To</t></r><r><t xml:space='preserve'> kyo</t></r><rPh><t>とう</t></rPh>", "<t>a_x000D_&amp;&#233;</t>"];
    const bytes = workbook({ sheets: { S: '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row><row r="4"><c r="A4" t="s"><v>99</v></c></row>' }, texts });
    expect(grid((await read(bytes, "t.xlsx")).table)).toEqual([["name"], ["To kyo"], ["a\r&é"]]);
  });

  it("counts dates from both epochs, and shows times and days", async () => {
    const cells = (style: number) => `<row><c t="inlineStr"><is><t>d</t></is></c></row>${[1, 59, 61, 45351.4375, 0.75].map((serial) => `<row><c s="${style}"><v>${serial}</v></c></row>`).join("")}`;
    const formats = ["dd/mm/yyyy", "[$-409]#,##0.00 &quot;days&quot;", "[h]:mm"];
    const column = async (style: number, from1904: boolean) => grid((await read(workbook({ sheets: { S: cells(style) }, formats, from1904 }), "t.xlsx")).table).slice(1).map(([cell]) => cell);
    expect(await column(1, false)).toEqual(["1900-01-01", "1900-02-28", "1900-03-01", "2024-02-29T10:30:00", "18:00:00"]);
    expect(await column(1, true)).toEqual(["1904-01-02", "1904-02-29", "1904-03-02", "2028-03-01T10:30:00", "18:00:00"]);
    expect(await column(2, false)).toEqual(["1", "59", "61", "45351.4375", "0.75"]);
    expect((await column(3, false))[4]).toBe("18:00:00");
  });

  it("gives formulas their stored values, and says which have none or failed", async () => {
    const row = '<row><c t="str"><f>A1&amp;"x"</f><v>joined</v></c><c><f>1+1</f><v>2</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>NOW()</f></c></row>';
    const { table, ...result } = await read(workbook({ sheets: { S: rowsOf([["a", "b", "c", "d"]]) + row } }), "t.xlsx");
    expect(grid(table)).toEqual([["a", "b", "c", "d"], ["joined", "2", "", ""]]);
    expect(messages(result)).toEqual([expect.stringContaining("1 cell shows an error"), expect.stringContaining("1 formula has no value")]);
  });

  it("gives each row its value of a cell merged over rows, and says so", async () => {
    const after = '<mergeCells count="3"><mergeCell ref="A2:A4"/><mergeCell ref="B2:C2"/><mergeCell ref="A1:B1"/></mergeCells>';
    const { table, ...result } = await read(workbook({ sheets: { S: rowsOf([["group", "x", "y"], ["red", 1, 2], [null, 3, 4], [null, 5], ["blue", 7, 8]]) }, after }), "t.xlsx");
    expect(grid(table)).toEqual([["group", "x", "y"], ["red", "1", "2"], ["red", "3", "4"], ["red", "5", ""], ["blue", "7", "8"]]);
    expect(messages(result)).toEqual(["2 cells were part of a cell merged over several rows and got its value."]);
  });
});

describe("workbooks that cannot be read", () => {
  const sound = workbook({ sheets: { S: plain } });

  it.each([
    ["cut off", sound.subarray(0, sound.length - 40), /damaged|zip/],
    ["cut off in the middle", sound.subarray(0, sound.length / 2), /zip archive|damaged/],
    ["broken XML", workbook({ sheets: { S: "<row><c" } }), /part xl\/worksheets\/sheet1\.xml .* not XML/],
    ["empty", workbook({ sheets: { S: "", T: "<row/>" } }), /All sheets .* are empty/],
    ["without sheets", workbook({ sheets: {} }), /no sheet of cells/],
    ["binary", zipSync({ "[Content_Types].xml": new Uint8Array(1), "xl/workbook.bin": new Uint8Array(1) }), /\.xlsb/],
    ["OpenDocument", zipSync({ mimetype: [new TextEncoder().encode("application/vnd.oasis.opendocument.spreadsheet"), { level: 0 }] }), /\.ods/],
    ["old", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0), /\.xls\b.*Save it as \.xlsx/],
    ["encrypted", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...[..."EncryptedPackage"].flatMap((letter) => [letter.charCodeAt(0), 0])]), /encrypted.*password/],
    ["another archive", zipSync({ "a.csv": new TextEncoder().encode("a\n1") }), /zip archive/],
  ])("are refused with a sentence: %s", async (_, bytes, sentence) => {
    expect(await refusal(bytes, "t.xlsx")).toMatch(sentence);
  });

  it("names no cell so far away that memory ends", async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>2</v></c></row>';
    const { table } = await read(workbook({ sheets: { S: plain + far } }), "t.xlsx", {});
    expect(table.rows).toBe(3);
  });

  it("stops at a text that unfolds without end", async () => {
    const texts = [`<t>${"x".repeat(1_000_000)}</t>`];
    const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(30)}</row>`;
    expect(await refusal(workbook({ sheets: { S: rowsOf([["a"]]) + row.repeat(100) }, texts }), "t.xlsx", {}, { most: 50_000_000 })).toMatch(/unfolds to more than 50 MB/);
  });

  it("passes over macros and other files, and takes what it held of their cells", async () => {
    const more = {
      "xl/vbaProject.bin": "MZ",
      "xl/externalLinks/externalLink1.xml": '<externalLink xmlns:r="r"><externalBook r:id="rId1"><sheetDataSet><sheetData><row><cell><v>666</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
      "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" Target="https://elsewhere.example/book.xlsx" TargetMode="External"/></Relationships>',
    };
    const cells = `${rowsOf([["a", "b"]])}<row><c><f>[1]Sheet1!A1</f><v>5</v></c><c t="str"><f>HYPERLINK("https://elsewhere.example","x")</f><v>x</v></c></row>`;
    const { table, dialect, notes } = await read(workbook({ sheets: { S: cells }, more }), "t.xlsm");
    expect(grid(table)).toEqual([["a", "b"], ["5", "x"]]);
    expect(dialect).toMatchObject({ sheets: ["S"] });
    expect(notes).toEqual([]);
  });

  it("unfolds no entity that a part defines", async () => {
    const laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const sheet = (text: string) => `<?xml version="1.0"?>${laughs}<worksheet><sheetData>${rowsOf([["a"], [text]])}</sheetData></worksheet>`;
    const bytes = workbook({ sheets: { S: "" }, more: { "xl/worksheets/sheet1.xml": sheet("&b;&x;") } });
    expect(grid((await read(bytes, "t.xlsx")).table).flat().join()).toMatch(/^a,(?:&b;&x;)?$/);
  });

  it("follows no link to another file, and runs no macro", async () => {
    const more = { "xl/vbaProject.bin": "MZ", "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/></Relationships>' };
    expect(await refusal(workbook({ sheets: { S: plain }, more }), "t.xlsm")).toMatch(/no sheet of cells/);
  });
});
