/** The text of JSON, cut into its values: the elements of one list, or values that stand one after another. */
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";

/** One value as text; `line` is where it begins, from 1. */
export interface ValueText { readonly text: string; readonly line: number }

/** In characters; a longer value is no record of a table. */
export const LONGEST_VALUE = 256 * 1024 * 1024;
const DEEPEST = 100;

const STRING_END = /["\\]/g;

/**
 * Finds where values begin and end by brackets, quotes and commas; whether they are sound shows when they are parsed.
 * The text may come in pieces cut anywhere. With `inList`, the values are the elements of the list that the text begins with.
 */
export class ValueCutter {
  readonly #inList: boolean;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Pieces of the value that is not complete yet. */
  #waiting: string[] = [];
  #waitingLength = 0;
  #line = 1;
  #began = 1;
  /** The list is closed. */
  #closed = false;

  constructor(inList: boolean) {
    this.#inList = inList;
  }

  /** True in the middle of a value, or of the list. */
  get open(): boolean {
    return this.#inList ? !this.#closed : this.#depth > 0 || this.#inString;
  }

  /** Where the value that is not complete begins. */
  get line(): number {
    return this.#began;
  }

  /** The values that `text` completes. */
  push(text: string): readonly ValueText[] {
    const values: ValueText[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      if (this.#inString) {
        at = this.#skipString(text, at);
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === 10) this.#line++;
      if (code <= 32) continue;
      const outer = this.#inList ? 1 : 0;
      if (this.#closed) throw new Refusal(words.formats.json.afterEnd(this.#line));
      if (code === 34) this.#inString = true;
      else if (code === 91 || code === 123) {
        if (this.#depth === outer) this.#began = this.#line;
        this.#deeper();
        if (this.#inList && this.#depth === 1) from = at + 1;
      } else if (code === 93 || code === 125) {
        this.#depth--;
        if (this.#depth < outer) {
          values.push(...this.#take(text.slice(from, at)));
          if (this.#inList) this.#closed = true;
          else this.#depth = 0;
          from = at + 1;
        } else if (this.#depth === 0) {
          values.push(...this.#take(text.slice(from, at + 1)));
          from = at + 1;
        }
      } else if (code === 44 && this.#depth === outer) {
        values.push(...this.#take(text.slice(from, at)));
        from = at + 1;
      }
    }
    if (!this.#closed) this.#wait(text.slice(from));
    return values;
  }

  /** What is left at the end, where values stand one after another. */
  end(): readonly ValueText[] {
    return this.#inList ? [] : this.#take("");
  }

  #skipString(text: string, from: number): number {
    if (this.#escaped) {
      this.#escaped = false;
      return from;
    }
    STRING_END.lastIndex = from;
    const found = STRING_END.exec(text);
    if (!found) return text.length;
    if (found[0] === "\\") this.#escaped = true;
    else this.#inString = false;
    return found.index;
  }

  #deeper(): void {
    this.#depth++;
    if (this.#depth > DEEPEST) throw new Refusal(words.formats.json.deep(this.#line, DEEPEST));
  }

  #wait(text: string): void {
    if (text === "") return;
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    if (this.#waitingLength > LONGEST_VALUE) throw new Refusal(words.formats.json.longValue(this.#began));
  }

  #take(last: string): readonly ValueText[] {
    this.#wait(last);
    const text = this.#waiting.join("").trim();
    this.#waiting = [];
    this.#waitingLength = 0;
    return text === "" ? [] : [{ text, line: this.#began }];
  }
}

/** Lines with text. */
export class LineCutter {
  #waiting = "";
  #line = 1;

  push(text: string): readonly ValueText[] {
    const lines = (this.#waiting + text).split("\n");
    this.#waiting = lines.pop() ?? "";
    if (this.#waiting.length > LONGEST_VALUE) throw new Refusal(words.formats.json.longValue(this.#line + lines.length));
    return lines.flatMap((line) => this.#take(line));
  }

  end(): readonly ValueText[] {
    return this.#take(this.#waiting);
  }

  #take(line: string): readonly ValueText[] {
    const here = this.#line++;
    const text = line.trim();
    return text === "" ? [] : [{ text, line: here }];
  }
}
