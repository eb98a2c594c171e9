/** What the starter config says of a choice is no longer true once a form has made another. Safe for the page. */
import { words } from "../../messages/en/config.ts";

const { starter } = words;
/** Numbers in a reason are those of the table. */
const anyNumber = (reason: string): string => reason.replace(/\d[\d,]*/g, "0");

/** The reasons that speak of a kind of encoder, combiner or decoder. */
const REASONS = new Set([
  starter.fewCategories(2), starter.manyCategories(2, false), starter.manyCategories(2, true), starter.bagOfWords, starter.shortStretches, starter.ownUnits,
  starter.convolutions, starter.wave, starter.tagCombiner, starter.tagSteps, starter.tagger, starter.concat, starter.notTransformer, starter.cycle,
].map(anyNumber));

const COMMENT = /[ \t]+#[ \t]*([^\r]*)(?=\r?$)/;

/** `after`, an edit of `before`, without the starter config's reasons on lines that the edit has changed; comments of the user's stay. */
export function withoutOldReasons(before: string, after: string): string {
  const old = new Set(before.split("\n"));
  return after.split("\n").map((line) => {
    const reason = COMMENT.exec(line)?.[1];
    return reason === undefined || old.has(line) || !REASONS.has(anyNumber(reason.trimEnd())) ? line : line.replace(COMMENT, "");
  }).join("\n");
}
