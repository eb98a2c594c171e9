/** XML as a run of tags and texts, names without their prefixes. */
import { Parser } from "saxen";
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";
import type { Archive } from "./archive.ts";

export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Tells `handler` all of a part, and nothing of one that is not there; `rest` is called after each piece with how far it is. */
export async function walkXml(archive: Archive, path: string, handler: XmlHandler, rest: (share: number) => Promise<void> = async () => {}): Promise<void> {
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) => {
    handler.open(local(name), (wanted) => {
      const all = attributes();
      const found = Object.hasOwn(all, wanted) ? all[wanted] : Object.entries(all).find(([key]) => local(key) === wanted)?.[1];
      return found === undefined ? undefined : decode(found);
    });
  });
  parser.on("closeTag", (name) => handler.close?.(local(name)));
  parser.on("text", (text, decode) => handler.text?.(decode(text)));
  parser.on("cdata", (text) => handler.text?.(text));
  parser.on("error", () => { throw new Refusal(words.formats.excel.part(path, words.formats.excel.xml)); });
  if (!archive.has(path)) return;
  for await (const { text, share } of archive.text(path)) {
    parser.write(text);
    await rest(share);
  }
  parser.end();
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Characters that XML cannot hold are written `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes("_x") ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
