import { bytes, count, counted, duration } from "../format.ts";

/** As part of a file's name. */
const safe = (name: string) => name.trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, "_") || "fidelio";

export const keeping = {
  kind: { indexeddb: "Kept in this browser", memory: "Kept in this tab only" },

  persistence: {
    granted: "The browser has promised to keep it, even when the disk fills up.",
    refused: "The browser did not promise to keep it: when the disk fills up it may clear what is here. It grants the promise to sites that are installed, bookmarked or often used. A backup is safe in any case.",
    unasked: "The browser may clear it when the disk fills up, unless it promises not to.",
    ask: "Ask the browser to keep it",
    again: "Ask again",
    grantedToast: "Your first model is kept, and the browser has promised not to clear it.",
    refusedToast: "Your first model is kept. The browser did not promise never to clear it: a backup is safe in any case.",
    show: "Storage",
  },

  storage: {
    title: "Storage",
    jump: "Storage and backup",
    text: "Projects, data and models are kept by this browser on this machine, and nowhere else.",
    used: (used: number, available: number) => `${bytes(used)} used of ${bytes(available)} that the browser grants`,
    unmeasured: "This browser does not say how much room there is.",
    meter: "Storage used",
    costs: "What each project costs",
    project: "project",
    data: "data",
    runs: "runs",
    runsOf: (many: number, size: string) => (many ? `${size} in ${counted(many, "run", "runs")}` : "none"),
    whole: "together",
    size: (size: number) => bytes(size),
    inBin: "in the bin",
    loose: "Data without a project",
    noProjects: "Nothing is stored yet.",
  },

  backup: {
    title: "Backup",
    text: "One file with every project, its data and its models. It is a file on your disk: copy it where you like.",
    never: "There has been no backup yet.",
    justNow: "The last backup was made just now.",
    last: (seconds: number) => `The last backup is ${duration(seconds)} old.`,
    lastDays: (days: number) => `The last backup is ${counted(days, "day", "days")} old.`,
    make: "Back everything up",
    making: "Packing …",
    made: (name: string, size: string) => `Saved ${name}, ${size}.`,
    failed: "The backup could not be made",
    restore: "Restore a backup",
    restoring: "Restoring …",
    restored: (restored: number, skipped: number) => `${counted(restored, "item", "items")} restored${skipped ? `, ${count(skipped)} left as they were because they are here already` : ""}.`,
    refused: (many: number) => `${counted(many, "item was", "items were")} not restored`,
    notRestored: "The backup could not be restored",
    progress: "Progress",
  },

  aside: {
    title: "Set aside",
    text: "What could not be read is left untouched, and everything else opens. Save what is there before you remove it.",
    none: "Everything that is stored can be read.",
    kind: { project: "Project", run: "Run", unfinished: "Unfinished run", checkpoint: "Checkpoint", dataset: "Data set" },
    reason: { damaged: "damaged", newer: "written by a newer Fidelio" },
    download: "Download what is there",
    remove: "Remove",
    fileName: (kind: string, id: string) => `fidelio-${kind}-${id}.zip`,
  },

  /** Where something could not be saved. */
  insteadModel: "Download the model",
  insteadProject: "Download its config",
  modelFile: (name: string) => `${safe(name)}.zip`,
  configFile: (name: string) => `${safe(name)}.yaml`,
  modelNotSaved: (name: string) => `${name} could not be saved: it stays usable until this tab is closed.`,
  projectNotSaved: (name: string) => `The last change of ${name} could not be saved: it stays until this tab is closed.`,
  dataNotSaved: (name: string) => `The rows of ${name} could not be saved: they are gone when this tab is closed, and the file has to be chosen again.`,
} as const;
