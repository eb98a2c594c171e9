import { tagger } from "../decoders/tagger.ts";
import { sequenceLosses } from "../losses/index.ts";
import { sequenceMetrics } from "../metrics/sequence.ts";
import { mapChoice } from "../schema/choice.ts";
import type { TObject } from "../schema/params.ts";
import type { Answers } from "./answers.ts";
import type { Complain, OutputSpec } from "./feature.ts";
import { listText, shortFloat } from "./scores.ts";
import { tagAnswers } from "./tag-answers.ts";
import { predictTags, tagsOf, tagSteps, tagTargets, unseenTags } from "./tag-steps.ts";
import type { SequenceFacts } from "./token-facts.ts";

/** What features that are tagged have in common beside their output. */
export const tagged = {
  recipe: [
    "A row has as many numbers as `max_sequence_length` times the tokens in `idx2str` without the first four: so many for each step.",
    "Steps whose numbers are all below -5e8 are padding; the first and the last of the others stand for the start and the stop symbol.",
    "At each step between them the answer is the token with the largest number; a softmax gives its probability.",
  ].join(" "),
};

const losses = {
  sequence_softmax_cross_entropy: mapChoice(
    sequenceLosses.sequence_softmax_cross_entropy,
    (lossOf) => (facts: SequenceFacts, complain: Complain) => lossOf({ idx2str: tagsOf(facts) }, complain),
  ),
};

/**
 * The output side of a column of tags, one for each token of an input. `response`: write the tags as one text as well, as Ludwig
 * does for texts.
 */
export const tagOutput = <S extends TObject>(settings: S, { response }: { readonly response: boolean }): OutputSpec<S, SequenceFacts> => ({
  settings,
  decoders: { noun: "decoder", choices: { tagger: tagger(tagSteps) }, fallback: "tagger", ludwigs: "generator", planned: ["generator", "transformer_generator"] },
  losses: { noun: "loss", choices: losses, fallback: "sequence_softmax_cross_entropy", planned: ["next_token_softmax_cross_entropy", "sparsemax", "entmax15"] },
  defaultMetric: "loss",
  metrics: sequenceMetrics,
  target: tagTargets,
  unseen: unseenTags,
  predict: predictTags,
  answers: ({ name, target, facts }) => tagAnswers(name, target, facts),
  score: (logits, target, _, facts) => whole("", logits, target, facts).scores(),
  baseline(facts) {
    const odds = tagsOf(facts).map((tag) => Math.log((facts.str2freq?.[tag] ?? 0) + 1e-3));
    return Float32Array.from({ length: facts.max_sequence_length * odds.length }, (_, i) => odds[i % odds.length]!);
  },
  charts: ({ name, logits, target, facts, rows }) => whole(name, logits, target, facts).charts(rows),
  statistics: ({ name, logits, target, facts, rows }) => whole(name, logits, target, facts).statistics(rows),
  columns(name, predictions) {
    if (predictions.kind !== "sequence") throw new Error(`internal: expected predictions of a sequence, got ${predictions.kind}`);
    const { labels, starts, predicted, probabilities } = predictions;
    const rows = Array.from({ length: starts.length - 1 }, (_, row) => [starts[row]!, starts[row + 1]!] as const);
    const tags = rows.map(([from, to]) => Array.from(predicted.subarray(from, to), (c) => labels[c]!));
    const shares = rows.map(([from, to]) => Array.from(probabilities.subarray(from, to)));
    return {
      [`${name}_predictions`]: tags.map((row) => JSON.stringify(row)),
      [`${name}_probabilities`]: shares.map((row) => listText(row.map(shortFloat))),
      [`${name}_probability`]: shares.map((row) => shortFloat(row.reduce((sum, p) => sum + Math.log(p), 0))),
      ...(response && { [`${name}_response`]: tags.map((row) => row.join(" ")) }),
    };
  },
});

function whole(name: string, logits: Float32Array, target: Parameters<typeof tagAnswers>[1], facts: SequenceFacts): Answers {
  const taken = tagAnswers(name, target, facts);
  taken.take(logits, 0);
  return taken;
}
