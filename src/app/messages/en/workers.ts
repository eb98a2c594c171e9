/** What the two workers are to a user: the one that reads tables, and the one that computes. */
const names: Readonly<Record<string, string>> = { data: "The part of Fidelio that reads tables", engine: "The part of Fidelio that computes" };

export const workers = {
  gone: (name: string) => `${names[name] ?? name} was ended by the browser, perhaps for want of memory. It starts anew with the next thing you ask.`,
  hangs: (name: string) => `${names[name] ?? name} gave no sign of life for a minute and was ended. It starts anew with the next thing you ask.`,
  dataLost: "The rows of this table were lost with the worker that held them. Open its file again.",
  recovered: "The part of Fidelio that reads tables was ended by the browser, and has started anew. Your table is here again.",
  waitingTitle: "Getting ready to compute",
  waiting: "Fidelio is loading the part that proposes types and trains. Look at your rows meanwhile.",
  failedTitle: "The part that computes did not start",
  again: "Try again",
};
