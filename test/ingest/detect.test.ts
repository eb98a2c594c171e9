import { describe, expect, test } from "vitest";
import { detect } from "../../src/ingest/detect.ts";

const dialect = (text: string) => detect(text, true, {}).dialect;

test.each([
  [",", "a,b\n1,2\n"],
  [";", "a;b\n1;2\n"],
  [";", "x;y\n1,5;2,5\n3,5;4,5\n"],
  [";", "1,5;2,5\n3,5;4,5\n"],
  ["\t", "a\tb\n1\tx, y\n"],
  ["|", "a|b|c\n1|2|3\n"],
  ["\x1f", "a\x1fb\n1\x1f2\n"],
  [" ", "x y z\n1 2 3\n4 5 6\n7 8 9\n"],
  [",", '"a;b","c;d"\n"1;2","3;4"\n'],
  [",", "name,remark\nann,\"x; y; z\"\nbob,\"u; v; w\"\n"],
  [",", "id,text\n1,so | many | signs\n2,none\n3,one | sign\n"],
  [",", `curve,shape\n${`${Array.from({ length: 20 }, (_, i) => (i / 4).toFixed(2)).join(" ")},rise\n`.repeat(16)}`],
])("the delimiter %j of %j", (delimiter, text) => {
  expect(dialect(text).delimiter).toBe(delimiter);
});

test.each([
  ["sentences", "text\nI like it\nI do not, really\nwell\nso, so, so\nnever\n"],
  ["words", "name\nJohn Smith\nMary Jones\nAnn Lee\n"],
  ["times", "when\n2020-01-01 10:00\n2020-01-02 11:00\n2020-01-03 12:00\n"],
])("one column of %s stays one column", (_, text) => {
  expect(detect(text, true, {}).rows.every((row) => row.length <= 3)).toBe(true);
  expect(detect(text, true, {}).rows[1]).toHaveLength(1);
});

test.each([
  ['"', 'a,b\n"x, y",2\n'],
  ['"', "a,b\n'tis,2\n"],
  ["'", "a,b\n'x, y',2\n'z',3\n"],
])("the quote %j of %j", (quote, text) => {
  expect(dialect(text).quote).toBe(quote);
});

test("quotes inside cells are doubled or follow a backslash", () => {
  expect(dialect('a,b\n1,"say ""hi"" now"\n').escape).toBe("double");
  expect(dialect('a,b\n1,"say \\"hi\\" now"\n').escape).toBe("backslash");
  expect(dialect('a,b\n"C:\\dir\\",2\n').escape).toBe("double");
});

test("a carriage return ends rows where no line feed does", () => {
  expect(dialect("a,b\r1,2\r").newline).toBe("\r");
  expect(dialect("a,b\r\n1,2\r\n").newline).toBe("\n");
  expect(dialect('a,b\r1,"x\ny"\r').newline).toBe("\r");
});

describe("the header", () => {
  test.each([
    ["words above numbers", "a,b\n1,2\n"],
    ["words above words", "name,city\nann,Oslo\nbob,Rome\n"],
    ["words alone", "name,city\n"],
    ["a blank name", ",x\na,1\n"],
    ["years above numbers", "country,2010,2011\nNorway,5,6\nItaly,7,8\n"],
    ["years backwards above words", "Musei,2011,2010\nMuseo,in restauro,chiuso\n"],
    ["a word above dates", "day\n2020-01-01\n2020-01-02\n"],
    ["a word above numbers with gaps", "a,b\n,x\nNA,y\n3,z\n"],
  ])("is found: %s", (_, text) => {
    expect(dialect(text).header).toBe(true);
  });

  test.each([
    ["numbers above numbers", "1,2\n3,4\n"],
    ["numbers and words", "5.1,3.5,setosa\n4.9,3.0,setosa\n"],
    ["a word that comes again", "foo\nfoo\nfoo\n"],
    ["a date above dates", "2020-01-01,x\n2020-01-02,y\n"],
    ["a missing value", "1,null,0\n2,0,0\n"],
    ["a name and two rising numbers", "Bob,3,7\nAnn,2,5\n"],
  ])("is not found: %s", (_, text) => {
    expect(dialect(text).header).toBe(false);
  });
});

test("titles above the table are skipped, a blank corner is none", () => {
  expect(dialect("Sales of 2020\n\nsource: us\na,b,c\n1,2,3\n4,5,6\n").skip).toBe(2);
  expect(dialect("Sales,,\n,,\na,b,c\n1,2,3\n4,5,6\n").skip).toBe(2);
  expect(dialect(",a\nx,1\ny,2\n").skip).toBe(0);
});

test("the table's decimal sign", () => {
  expect(dialect("a;b\n1,5;2\n").decimal).toBe(",");
  expect(dialect("a;b\n1,500;2\n").decimal).toBe(",");
  expect(dialect('a,b\n"1,500",2\n').decimal).toBe(".");
  expect(dialect("a;b\n1.5;2\n").decimal).toBe(".");
});

test("whatever the user says is taken", () => {
  const said = { delimiter: ";", quote: "'", escape: "backslash", newline: "\r", skip: 1, header: false, decimal: "," } as const;
  expect(detect("a,b\n1,2\n", true, said).dialect).toEqual(said);
});
