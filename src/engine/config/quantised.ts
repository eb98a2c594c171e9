import { words } from "../../messages/en/config.ts";
import { error, fixSet, note, type Path, type Report } from "../schema/problem.ts";
import { asRecord } from "../schema/read.ts";
import { reportElsewhere, withoutElsewhere, type Elsewhere } from "./elsewhere.ts";

/** Optimizers of a CUDA library that Ludwig calls, which keep their memory small in ways that only a large GPU needs. */
const SMALL_MEMORY = /^(?:paged_)?(sgd|adam|adamw|adagrad|rmsprop|lamb|lars|lion)(?:_8bit)?$/;
/** Of those, what is about that memory. */
const elsewhere: Elsewhere = { planned: { percentile_clipping: [100] }, idle: { block_wise: [true, false] } };

/** An optimizer's block as one that is here: 8-bit and paged ones are approximated by their plain form, which is told. */
export function withoutSmallMemory(raw: unknown, path: Path, report: Report): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const given = asRecord(raw, path, report);
  const { type } = given;
  if (type === "lbfgs") {
    report(error([...path, "type"], words.trainer.lbfgs, fixSet([...path, "type"], "adam")));
    return null;
  }
  const plain = typeof type === "string" ? SMALL_MEMORY.exec(type)?.[1] : undefined;
  if (plain === undefined) return raw;
  if (plain !== type) report(note([...path, "type"], words.trainer.smallMemory(String(type), plain), fixSet([...path, "type"], plain)));
  reportElsewhere(elsewhere, given, path, report);
  return { ...withoutElsewhere(elsewhere, given), type: plain };
}
