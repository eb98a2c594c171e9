import { words } from "../../messages/en/assets.ts";
import type { Assets } from "../data/assets.ts";
import { isRefusal, linesOf, tokenizerFile, type TokenizerFile } from "../data/subwords/file.ts";
import type { Params } from "../schema/params.ts";
import type { Side } from "./feature.ts";
import type { SequenceFacts } from "./token-facts.ts";
import { FROM_FILES, type TokenColumn } from "./token-params.ts";

type Column = Params<TokenColumn> & { readonly pretrained_model_name_or_path?: string | null };
type Whole = Required<Pick<SequenceFacts, "idx2str" | "vocab_size" | "stop_id" | "start_id" | "padding_id" | "unknown_id" | "tokenizer" | "subwords">>;

const isFromFile = ({ tokenizer }: Column): boolean => FROM_FILES.some((name) => name === tokenizer);
/** The key that names the file, and the file. */
function named(params: Column): { readonly key: string; readonly name: string } | null {
  const { pretrained_model_name_or_path: model, vocab_file: vocabulary } = params;
  if (isFromFile(params) && typeof model === "string") return { key: "pretrained_model_name_or_path", name: model };
  return vocabulary === null ? null : { key: "vocab_file", name: vocabulary };
}

/** What a file gives a column of tokens: a tokenizer with its vocabulary, or a list of tokens in place of the computed one; null: it names none. */
export function inFile(params: Column, assets: Assets): Whole | { readonly tokens: readonly string[] } | null {
  const bytes = assets.bytes(named(params)?.name ?? "");
  if (!bytes) return null;
  if (!isFromFile(params)) return { tokens: tokensIn(bytes) };
  const file = tokenizerFile(bytes);
  return isRefusal(file) ? null : whole(file, params);
}

const tokensIn = (bytes: Uint8Array): readonly string[] => [...new Set(linesOf(new TextDecoder().decode(bytes)).map((line) => line.trim()).filter(Boolean))];

/** A file's pieces keep their ids; what it lacks to fill texts up, or to stand for nothing known, comes behind them. */
function whole({ pieces, facts, start, stop, padding, unknown }: TokenizerFile, params: Column): Whole {
  const more: string[] = [];
  const idOf = (id: number | null, symbol: string): number => id ?? pieces.length + more.push(symbol) - 1;
  const unknown_id = idOf(unknown, params.unknown_symbol);
  const padding_id = idOf(padding, params.padding_symbol);
  const idx2str = [...pieces, ...more];
  return {
    idx2str,
    vocab_size: idx2str.length,
    start_id: start[0] ?? unknown_id,
    stop_id: stop.at(-1) ?? unknown_id,
    padding_id,
    unknown_id,
    tokenizer: params.tokenizer,
    subwords: { ...facts, start, stop },
  };
}

/** What is wrong with the files of a column of tokens, by the keys that name them. */
export function filesSuit(params: Column, assets: Assets, side: Side): readonly { readonly key: string; readonly message: string }[] {
  const { tokenizer, pretrained_model_name_or_path: model } = params;
  if (!isFromFile(params) && typeof model === "string") return [{ key: "pretrained_model_name_or_path", message: words.tokenizer.unread(tokenizer) }];
  if (isFromFile(params) && side === "output") return [{ key: "tokenizer", message: words.tokenizer.ofOutputs(tokenizer) }];
  const file = named(params);
  if (!file) return isFromFile(params) ? [{ key: "tokenizer", message: words.tokenizer.needed(tokenizer, model === undefined ? ["vocab_file"] : ["pretrained_model_name_or_path", "vocab_file"]) }] : [];
  const bytes = assets.bytes(file.name);
  const why = bytes ? complaint(bytes, params) : null; // whoever reads files has said that there is none
  return why === null ? [] : [{ key: file.key, message: words.about(file.key, file.name, why) }];
}

function complaint(bytes: Uint8Array, params: Column): string | null {
  if (!isFromFile(params)) return tokensIn(bytes).length > 0 ? null : words.tokenizer.noTokens;
  const file = tokenizerFile(bytes);
  if (!isRefusal(file)) return null;
  return file.kind === "not_understood" ? words.tokenizer.notUnderstood(file.part, file.what) : words.tokenizer[file.kind];
}
