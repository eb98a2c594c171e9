import { words } from "../../messages/en/assets.ts";
import type { Resting } from "../data/rests.ts";
import type { EncoderFn } from "../model/context.ts";
import { defineChoice, openChoice, type Choice, type Family } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { asset, bool, orNull, text, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";
import type { ChosenEncoder } from "./feature.ts";
import type { Outside } from "./outside.ts";
import { bringParts, outsideIn } from "./outside-facts.ts";

/** What a config calls an encoder from an earlier model. */
export const TRAINED = "fidelio_model";

type Block = { readonly [key: string]: Json };

/** The encoder of an input of an earlier model: one of the same family, which the facts name, since a file has said which. */
export const trainedEncoder = <Facts>(family: Family<EncoderFn<Facts>>): Choice<EncoderFn<Facts>> =>
  defineChoice({
    summary: "The encoder of an input of an earlier model of yours, with what it learnt and how it reads cells.",
    params: Type.Object({
      model: asset("The file of the earlier model, as its export wrote it.", { impact: "high" }),
      input: orNull(text("", ""), null, "Which of its inputs, of the same type as this one; null is the only one of that type."),
      trainable: bool(false, "Learn on from the earlier model's weights; otherwise they stay as they are.", { impact: "high" }),
    }),
    example: { model: "assets/earlier.zip", trainable: true },
    make: () => (context, facts) => openChoice(family, encoderIn(facts), [], () => {}).made(context, facts),
  });

/** Undefined where no file was read: the family's default then stands for it. */
const encoderIn = (facts: unknown): Json | undefined => outsideIn(facts)["encoder"];

export function trainedFrom(type: string, encoder: ChosenEncoder): Outside | null {
  const { model, input } = encoder;
  if (encoder.type !== TRAINED) return null;
  const frozen = encoder["trainable"] !== true;
  const wanted = typeof input === "string" ? input : null;
  return {
    frozen,
    replaces: true,
    async problems(assets, path) {
      if (typeof model !== "string") return [error([...path, "model"], words.trained.noModel)];
      if (!assets.bytes(model)) return []; // whoever reads files has said so
      const found = assets.trained(model, wanted, type);
      if (found.ok) await bringParts({ [type]: found.value.facts });
      const wrong = found.ok ? await found.value.unsound() : found.problems;
      return wrong.map((problem) => error([...path, ...problem.path], words.about(String(problem.path.at(-1)), model, problem.message)));
    },
    *take<Facts>(own: () => Resting<Facts>, assets: Parameters<Outside["take"]>[1]) {
      const found = typeof model === "string" ? assets.trained(model, wanted, type) : null;
      if (!found?.ok) return { facts: yield* own(), begins: null };
      const { facts, encoder: earlier, weights } = found.value;
      const outside = { ...outsideIn(facts), encoder: frozen ? withoutDropout(earlier) : earlier };
      return { facts: { ...facts, outside } as Facts, begins: { weights, whole: true } }; // of the same type, which `trained` has seen to
    },
  };
}

/** What is frozen drops nothing: its answer to a row is one. */
function withoutDropout(block: Block): Block {
  return Object.fromEntries(Object.entries(block).map(([key, value]): [string, Json] => {
    if (key.includes("dropout") && typeof value === "number") return [key, 0];
    return [key, Array.isArray(value) ? value.map((item: Json) => (isBlock(item) ? withoutDropout(item) : item)) : isBlock(value) ? withoutDropout(value) : value];
  }));
}

const isBlock = (value: Json): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
