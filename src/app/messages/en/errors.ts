export const errors = {
  startTitle: "Fidelio could not start",
  worker: (name: string, reason: string) => `The ${name} worker did not start (${reason}). Reload the page; if it stays so, the files of this site may be incomplete.`,
  workerSilent: "it gave no answer in time",
  workerFile: "its file could not be loaded",
  unexpected: (what: string) => `Something failed that should not have: ${what}. What you made is kept; reload the page to go on.`,
  projectGone: "This project is not in this browser",
  projectGoneText: "It may have been deleted, or made in another browser or profile: projects never leave the machine they were made on.",
  dataGone: "The rows of this project are gone from this browser. Choose the file again to go on training; models that were trained can still answer.",
  sampleGone: (name: string) => `The sample ${name} could not be read. Reload the page.`,
  samplesGone: "The samples could not be read. Reload the page, or drop a file of your own.",
  noModel: "No model is open: train one first.",
  reload: "Reload",
} as const;
