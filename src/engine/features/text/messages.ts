/** What a column of texts is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, number } from "../../../messages/format.ts";

export const words = catalogue("features/text", {
  numbers: "They are numbers",
  length: (mean: number, most: number) => `${number(mean)} words on average, ${count(most)} at most`,
  dates: "They look like dates: read as words, nothing is known of their order",
  identifier: "No value occurs twice and none has two words: the column may only name the rows",
  texts: (texts: number) => counted(texts, "different text", "different texts"),
  returning: "The same few texts return: perhaps categories",
  onlyOnce: "Most texts occur only once",
  hardlyWords: "Hardly more than a word each: little for a model to read",

  pretrained: "it is a download of hundreds of megabytes, and Fidelio asks no other origin for anything",
  none: "the training rows hold no text, so there is nothing to learn from this column",
  cut: (texts: number, all: number, tokens: number) => `${count(texts)} of ${counted(all, "text", "texts")} of the training rows are longer than ${counted(tokens, "token", "tokens")} and lose their end`,
  few: (kept: number, all: number) => `of ${counted(all, "different token", "different tokens")} the ${count(kept)} commonest are kept and the others are unknown; a column of names or numbers is no text`,
});
