/** What a column of sequences is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, list } from "../../../messages/format.ts";

export const words = catalogue("features/sequence", {
  tags: (shown: readonly string[], more: number) => `Tags of tokens: ${list(more > 0 ? [...shown, `${count(more)} more`] : shown)}`,
  orText: "Codes in order or the words of a text: only you know which",

  none: "the training rows hold no token, so there is nothing to learn from this column",
  cut: (sequences: number, all: number, tokens: number) => `${count(sequences)} of ${counted(all, "sequence", "sequences")} of the training rows are longer than ${counted(tokens, "token", "tokens")} and lose their end`,
  few: (kept: number, all: number) => `of ${counted(all, "different token", "different tokens")} the ${count(kept)} commonest are kept and the others are unknown; a column of names or numbers is no sequence`,
});
