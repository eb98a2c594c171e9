/** Workbooks made part by part, for what no writer would write. */
import { strToU8, zipSync } from "fflate";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface Made {
  /** By name: the inside of `sheetData`, and what follows it. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly after?: string;
  readonly hidden?: readonly string[];
  readonly from1904?: boolean;
  readonly texts?: readonly string[];
  /** Number formats of styles 1, 2, …; style 0 is general. */
  readonly formats?: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
  /** Parts left out, as some writers do. */
  readonly without?: readonly string[];
}

export function workbook({ sheets, after = "", hidden = [], from1904 = false, texts = [], formats = [], more = {}, without = [] }: Made): Uint8Array {
  const names = Object.keys(sheets);
  const list = names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" ${hidden.includes(name) ? 'state="hidden" ' : ""}r:id="rId${i + 1}"/>`).join("");
  const links = names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("");
  const parts: Record<string, string> = {
    "[Content_Types].xml": `${XML}<Types/>`,
    "_rels/.rels": `${XML}<Relationships><Relationship Id="r" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets>${list}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships>${links}</Relationships>`,
    "xl/styles.xml": `${XML}<styleSheet><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${XML}<sst>${texts.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    ...more,
  };
  names.forEach((name, i) => { parts[`xl/worksheets/sheet${i + 1}.xml`] ??= `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheets[name] ?? ""}</sheetData>${after}</worksheet>`; });
  return zipSync(Object.fromEntries(Object.entries(parts).filter(([path]) => !without.includes(path)).map(([path, text]) => [path, strToU8(text)])));
}

/** Rows of inline texts and numbers. */
export const rowsOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `<row>${row.map((cell) => (cell === null ? "<c/>" : typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join("")}</row>`).join("");
