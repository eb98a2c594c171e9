export const tabs = {
  elsewhereTitle: "This project is open in another tab",
  elsewhere: "You see its changes and its training here as they happen. You can evaluate, ask and export; to change something, work here instead.",
  workHere: "Work here instead",
  asking: "Asking the other tab…",
  outdatedTitle: "A newer version of Fidelio is open in another tab",
  outdated: "This tab changes nothing any more, so that the two do not get in each other's way. Reload it to go on here.",
  reload: "Reload",
  readOnly: "Another tab has this project open for changes. Choose “Work here instead” at the top to change it here.",
  hereNow: (project: string) => `${project} can be changed in this tab now.`,
  hereByItself: (project: string) => `The tab that had ${project} open is gone. It can be changed here now.`,
  noAnswer: "The other tab does not answer. It may be asleep: look at it, or close it; this one then takes over by itself.",
  trainsThere: (project: string) => `${project} is training: it can be taken over when the run has ended, or was stopped.`,
  trainsAlready: (training: { readonly projectName: string; readonly runName: string } | null) =>
    training ? `${training.runName} of ${training.projectName} is training. One run at a time: this one can start when that has ended.` : "Another run goes on. One run at a time: this one can start when that has ended.",
  openElsewhere: (project: string) => `${project || "This project"} is open in another tab. Change it there, or close that tab first.`,
  changedMeanwhile: (project: string) => `${project} was changed in another tab in the meantime, so nothing was written here. Reload this page to go on from what is kept.`,
};
