import { words } from "../../messages/en/assets.ts";
import { LARGEST_ASSET } from "../data/assets.ts";
import { isRefusal, linesOf, tokenizerFile } from "../data/subwords/file.ts";
import { wordVectors } from "../data/word-vectors.ts";
import { describeTrained } from "../export/trained.ts";
import { isZip } from "../export/zip-directory.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { KnownFile } from "./known-file.ts";

const { recognise: say } = words;
const refuse = (why: string): Outcome<never> => failure(error([], why));

/** What a file is, by its content alone; problems: a sentence of what it is not, and what would do. Never throws. */
export function recognise(bytes: Uint8Array): Outcome<KnownFile> {
  if (bytes.length === 0) return refuse(say.empty);
  if (bytes.length > LARGEST_ASSET) return refuse(words.tooLarge(bytes.length, LARGEST_ASSET));
  if (isZip(bytes)) return describeTrained(bytes);
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, HEAD)).replace(/^\uFEFF/, "");
  if (isBinary(head)) return refuse(say.unknown);
  return head.trimStart().startsWith("{") ? inJson(bytes) : inText(bytes, head);
}

/** Bytes that say what a text is. */
const HEAD = 64 * 1024;

/** Texts hold no such character; the last of a head may have been cut. */
const isBinary = (head: string): boolean => head.includes("\0") || head.slice(0, -4).includes("\uFFFD");

function inJson(bytes: Uint8Array): Outcome<KnownFile> {
  const file = tokenizerFile(bytes);
  if (!isRefusal(file)) return success({ kind: "tokenizer", tokens: file.pieces.length });
  if (file.kind !== "not_understood") return refuse(say.noJson);
  return refuse(file.part === "tokenizer.json" ? say.otherJson : words.tokenizer.notUnderstood(file.part, file.what));
}

function inText(bytes: Uint8Array, head: string): Outcome<KnownFile> {
  const lines = head.split(/\r?\n/).slice(0, bytes.length > HEAD ? -1 : undefined).filter((line) => line !== "");
  const share = (kind: RegExp): number => lines.filter((line) => kind.test(line)).length / lines.length;
  if (lines.length === 0) return refuse(say.empty);
  if (share(VECTOR) > 0.5) {
    const vectors = wordVectors(bytes);
    return vectors ? success({ kind: "vectors", words: vectors.words, width: vectors.width }) : refuse(say.unknown);
  }
  if (share(SEVERAL) > 0.2) return refuse(say.table);
  const file = tokenizerFile(bytes);
  if (!isRefusal(file)) return success({ kind: "vocabulary", tokens: file.pieces.length, pieces: true });
  const tokens = new Set(linesOf(new TextDecoder().decode(bytes)).map((line) => line.trim()).filter(Boolean));
  return tokens.size > 1 ? success({ kind: "vocabulary", tokens: tokens.size, pieces: false }) : refuse(say.unknown);
}

/** A word, and numbers behind it. */
const VECTOR = /^\S.*?(?:[ \t]+-?\d+(?:\.\d+)?(?:e[+-]?\d+)?){2,}\s*$/i;
/** More than one word, or cells of a table. */
const SEVERAL = /\S[ \t,;]+\S/;
