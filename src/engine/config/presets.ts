import { words } from "../../messages/en/config.ts";
import { error, fixSet, note, type Path, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import type { Origins } from "./origins.ts";
import { isBlock, type Block } from "./rewriter.ts";

/** Ludwig's presets: what each writes where the config says nothing. */
export const presets: Readonly<Record<string, Block>> = {
  medium_quality: {
    combiner: { type: "concat", num_fc_layers: 2, output_size: 128 },
    trainer: { epochs: 50, early_stop: 5, batch_size: 256 },
  },
  high_quality: {
    combiner: { type: "transformer", num_layers: 2, hidden_size: 256, num_heads: 8 },
    trainer: { epochs: 100, early_stop: 10, batch_size: 128, loss_balancing: "uncertainty" },
  },
  best_quality: {
    combiner: { type: "ft_transformer", num_layers: 4, hidden_size: 256, num_heads: 8 },
    trainer: { epochs: 200, early_stop: 20, batch_size: 64, loss_balancing: "uncertainty", model_soup: "uniform", model_soup_top_k: 5 },
  },
  tabular_realmlp: {
    combiner: { type: "concat", num_fc_layers: 4, output_size: 256, dropout: 0.15 },
    trainer: {
      epochs: 300, early_stop: 40, batch_size: 256, learning_rate: 5e-4,
      optimizer: { type: "adamw", weight_decay: 0.01 }, learning_rate_scheduler: { decay: "cosine" },
    },
    defaults: { number: { preprocessing: { normalization: "iq" } } },
  },
};

/** A config with its preset written out: the config's own values win, and a part of another type is left alone. What came from it is told. */
export function withPreset(config: Block, origins: Origins, report: Report): Block {
  const { preset, ...given } = config;
  if (preset === undefined || preset === null) return given;
  if (typeof preset !== "string" || !Object.hasOwn(presets, preset)) {
    const name = typeof preset === "string" ? preset : JSON.stringify(preset);
    const near = suggest(name, Object.keys(presets));
    report(error(["preset"], words.presets.unknown(name, near.sentence), near.word === undefined ? undefined : fixSet(["preset"], near.word)));
    return given;
  }
  const written: string[] = [];
  const merged = merge(given, presets[preset]!, [], (path, value) => {
    origins.moved(["preset"], path);
    written.push(`${path.join(".")}: ${JSON.stringify(value)}`);
  });
  if (written.length > 0) report(note(["preset"], words.presets.written(preset, written)));
  return merged;
}

function merge(own: Block, preset: Block, path: Path, tell: (path: Path, value: unknown) => void): Block {
  if (own["type"] !== undefined && preset["type"] !== undefined && own["type"] !== preset["type"]) return own;
  const merged: Block = { ...own };
  for (const [key, value] of Object.entries(preset)) {
    const at = [...path, key];
    const mine = own[key];
    if (isBlock(value) && (mine === undefined || isBlock(mine))) merged[key] = merge(mine ?? {}, value, at, tell);
    else if (mine === undefined) {
      merged[key] = value;
      tell(at, value);
    }
  }
  return merged;
}
