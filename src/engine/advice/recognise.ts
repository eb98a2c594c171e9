import { words } from "../../messages/en/assets.ts";
import { LARGEST_ASSET } from "../data/assets.ts";
import { isRefusal, linesOf, tokenizerFile } from "../data/subwords/file.ts";
import { wordVectors } from "../data/word-vectors.ts";
import { describeTrained } from "../export/trained.ts";
import { FILES } from "../export/layout.ts";
import { foreignModel, isForeign } from "../export/foreign/read.ts";
import { namesIn } from "../export/zip.ts";
import { isZip } from "../export/zip-directory.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { KnownFile } from "./known-file.ts";

const refuse = (why: string): Outcome<never> => failure(error([], why));

/** What a file is, by its content alone; problems: a sentence of what it is not, and what would do. Never throws. */
export function recognise(bytes: Uint8Array): Outcome<KnownFile> {
  if (bytes.length === 0) return refuse(words.recognise.empty);
  if (bytes.length > LARGEST_ASSET) return refuse(words.tooLarge(bytes.length, LARGEST_ASSET));
  if (isZip(bytes)) return inZip(bytes);
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, HEAD)).replace(/^\uFEFF/, "");
  if (isBinary(head)) return refuse(words.recognise.unknown);
  return head.trimStart().startsWith("{") ? inJson(bytes) : inText(bytes, head);
}

/** Layers or nodes that are offered. */
const OFFERED = 20;

function inZip(bytes: Uint8Array): Outcome<KnownFile> {
  const names = namesIn(bytes);
  if (!isForeign(names) || names.some((name) => name.endsWith(FILES.manifest))) return describeTrained(bytes);
  const model = foreignModel(bytes);
  if (!model.ok) return model;
  const { format, takes, shape, whole, outputs, output, features } = model.value;
  return success({ kind: "tfjs_model", format, takes, shape, whole, output, features, last: outputs.slice(-OFFERED).toReversed() });
}

/** Bytes that say what a text is. */
const HEAD = 64 * 1024;

/** Texts hold no such character; the last of a head may have been cut. */
const isBinary = (head: string): boolean => head.includes("\0") || head.slice(0, -4).includes("\uFFFD");

function inJson(bytes: Uint8Array): Outcome<KnownFile> {
  const file = tokenizerFile(bytes);
  if (!isRefusal(file)) return success({ kind: "tokenizer", tokens: file.pieces.length });
  if (file.kind !== "not_understood") return refuse(words.recognise.noJson);
  if (file.part === "tokenizer.json" && new TextDecoder().decode(bytes.subarray(0, HEAD)).includes("modelTopology")) return refuse(words.recognise.aloneJson);
  return refuse(file.part === "tokenizer.json" ? words.recognise.otherJson : words.tokenizer.notUnderstood(file.part, file.what));
}

function inText(bytes: Uint8Array, head: string): Outcome<KnownFile> {
  const lines = head.split(/\r?\n/).slice(0, bytes.length > HEAD ? -1 : undefined).filter((line) => line !== "");
  const share = (kind: RegExp): number => lines.filter((line) => kind.test(line)).length / lines.length;
  if (lines.length === 0) return refuse(words.recognise.empty);
  if (share(VECTOR) > 0.5) {
    const vectors = wordVectors(bytes);
    return vectors ? success({ kind: "vectors", words: vectors.words, width: vectors.width }) : refuse(words.recognise.unknown);
  }
  if (share(SEVERAL) > 0.2) return refuse(words.recognise.table);
  const file = tokenizerFile(bytes);
  if (!isRefusal(file)) return success({ kind: "vocabulary", tokens: file.pieces.length, pieces: true });
  const tokens = new Set(linesOf(new TextDecoder().decode(bytes)).map((line) => line.trim()).filter(Boolean));
  return tokens.size > 1 ? success({ kind: "vocabulary", tokens: tokens.size, pieces: false }) : refuse(words.recognise.unknown);
}

/** A word, and numbers behind it. */
const VECTOR = /^\S.*?(?:[ \t]+-?\d+(?:\.\d+)?(?:e[+-]?\d+)?){2,}\s*$/i;
/** More than one word, or cells of a table. */
const SEVERAL = /\S[ \t,;]+\S/;
