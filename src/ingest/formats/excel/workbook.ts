/** What all sheets of a workbook share: their names, texts, number formats, and the day that dates count from. */
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";
import type { Archive } from "./archive.ts";
import { formatIsDate } from "./dates.ts";
import { unescaped, walkXml } from "./xml.ts";

export interface Sheet { readonly name: string; readonly path: string; readonly hidden: boolean }

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Dates count from 1904 instead of 1900. */
  readonly from1904: boolean;
  readonly texts: readonly string[];
  /** By index of a cell's style: whether its number is a date. */
  readonly dateStyles: readonly boolean[];
}

/** In characters, of all texts that cells share. */
const LARGEST_TEXTS = 512 * 1024 * 1024;

export async function readWorkbook(archive: Archive, rest: () => Promise<void>): Promise<Workbook> {
  const main = await mainPart(archive);
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const links = await linksOf(archive, main);
  const named: { readonly name: string; readonly id: string; readonly hidden: boolean }[] = [];
  let from1904 = false;
  await walkXml(archive, main, {
    open(tag, attribute) {
      if (tag === "workbookPr") from1904 ||= ["1", "true"].includes(attribute("date1904") ?? "");
      if (tag === "sheet") named.push({ name: unescaped(attribute("name") ?? ""), id: attribute("id") ?? "", hidden: (attribute("state") ?? "visible") !== "visible" });
    },
  });
  const sheets = named.flatMap(({ name, id, hidden }) => {
    const link = links.get(id);
    return link?.type.endsWith("/worksheet") && archive.has(link.path) ? [{ name, path: link.path, hidden }] : [];
  });
  if (sheets.length === 0) throw new Refusal(words.formats.excel.noSheet);
  const partOf = (type: string): string => [...links.values()].find((link) => link.type.endsWith(`/${type}`))?.path ?? `${folder}${type}.xml`;
  return { sheets, from1904, texts: await sharedTexts(archive, partOf("sharedStrings"), rest), dateStyles: await dateStyles(archive, partOf("styles")) };
}

async function mainPart(archive: Archive): Promise<string> {
  const link = [...(await linksOf(archive, "")).values()].find(({ type }) => type.endsWith("/officeDocument"));
  if (link && archive.has(link.path)) return link.path;
  if (archive.has("xl/workbook.xml")) return "xl/workbook.xml";
  throw new Refusal(words.formats.excel.damaged(words.formats.excel.noMain));
}

/** Which part a part's relations lead to. */
async function linksOf(archive: Archive, part: string): Promise<ReadonlyMap<string, { readonly type: string; readonly path: string }>> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const links = new Map<string, { readonly type: string; readonly path: string }>();
  await walkXml(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(tag, attribute) {
      const target = attribute("Target");
      if (tag === "Relationship" && target !== undefined && attribute("TargetMode") !== "External") links.set(attribute("Id") ?? "", { type: attribute("Type") ?? "", path: resolved(folder, target) });
    },
  });
  return links;
}

function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith("/") ? target : `${folder}${target}`).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** Texts that cells name by index; runs of one text are joined, how to pronounce it is left out. */
async function sharedTexts(archive: Archive, path: string, rest: () => Promise<void>): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = "";
  let inText = false;
  let inReading = false;
  let characters = 0;
  await walkXml(archive, path, {
    open(tag) {
      if (tag === "si") text = "";
      else if (tag === "t") inText = !inReading;
      else if (tag === "rPh") inReading = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(tag) {
      if (tag === "t") inText = false;
      else if (tag === "rPh") inReading = false;
      else if (tag === "si") {
        characters += text.length;
        if (characters > LARGEST_TEXTS) throw new Refusal(words.formats.tooLarge(LARGEST_TEXTS));
        texts.push(unescaped(text));
      }
    },
  }, rest);
  return texts;
}

async function dateStyles(archive: Archive, path: string): Promise<readonly boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await walkXml(archive, path, {
    open(tag, attribute) {
      if (tag === "numFmt") formats.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      else if (tag === "cellXfs") inCells = true;
      else if (tag === "xf" && inCells) {
        const id = Number(attribute("numFmtId") ?? 0);
        styles.push(formatIsDate(id, formats.get(id)));
      }
    },
    close(tag) {
      if (tag === "cellXfs") inCells = false;
    },
  });
  return styles;
}
