/** What the storage says: what it cannot keep, read or restore, and what to do about it. */
import { catalogue } from "../catalogue.ts";
import { count, counted } from "../format.ts";

type Doing = "save" | "read" | "remove";
const kinds = { project: "project", run: "run", unfinished: "unfinished run", checkpoint: "checkpoint", dataset: "data set" };
type Kind = keyof typeof kinds;
const calm = "nothing in memory is lost";
const elsewise: Readonly<Record<Doing, string>> = {
  save: `download it instead; ${calm}`,
  read: "reload the page; what is stored has not been touched",
  remove: "reload the page and delete it again",
};

export const words = catalogue("storage", {
  refused: (reason: string) => `This browser refuses to keep data here (${reason}): what you make lasts until the tab is closed. Download what you want to keep.`,
  blocked: "Fidelio is open in another tab, in an older version that still holds the stored work. Close the other Fidelio tabs: this one goes on by itself.",
  superseded: "A newer Fidelio was opened in another tab and has taken over the stored work. Download what is not saved yet, then reload this tab.",
  erased: "The stored work of this browser was just deleted (its site data were cleared). What is open in this tab is still in memory: download what you want to keep.",
  newerDatabase: "A newer Fidelio has used this browser's storage: what lies there can be looked at but not changed. Reload the page to get the newer version; until then, download what you make.",
  readOnly: `A newer Fidelio has taken over this browser's storage, and this older one must not change it: download this instead, then reload the page; ${calm}`,
  notReadBack: (part: string) => `The bytes of '${part}' were written but read back differently, so the old version was left in place: the disk may be full or faulty; download it instead; ${calm}`,
  isSetAside: (kind: Kind) => `A ${kinds[kind]} of the same id lies there that this Fidelio cannot read, and it is not overwritten: rescue or delete it under "Privacy and storage" first; ${calm}`,
  newer: (kind: Kind, format: number, here: number) => `This ${kinds[kind]} was written by a newer Fidelio (format ${format}, here ${here}): update the app to open it. It stays untouched until then.`,
  unreadable: (kind: Kind) => `A stored ${kinds[kind]} is damaged and cannot be read: it has no id or no format number. The rest is not affected; its bytes can be downloaded under "Privacy and storage".`,
  damaged: (kind: Kind, field: string) => `A stored ${kinds[kind]} is damaged: '${field}' is missing or not what it should be. The rest is not affected; its bytes can be downloaded under "Privacy and storage".`,
  noWay: (kind: Kind, format: number) => `No way is known from format ${format} of a ${kinds[kind]} to format ${format + 1}: it is set aside, and its bytes can be downloaded under "Privacy and storage".`,
  noAsset: (names: readonly string[]) => (names.length > 0 ? `there is no such file among those of the project: ${names.join(", ")}` : "the project has no files"),
  gone: (part: string) => `The stored bytes of '${part}' are gone (the browser or another program has deleted them): import the model or the data again`,
  cutShort: (part: string, expected: number, got: number) => `The stored bytes of '${part}' are damaged (${counted(got, "byte", "bytes")} where ${count(expected)} were saved): import the model or the data again`,
  changed: (part: string) => `The stored bytes of '${part}' are damaged (they are not the ones that were saved): import the model or the data again`,
  lost: (kind: Kind, part: string) => `A stored ${kinds[kind]} has lost the bytes of "${part}" (the browser or another program deleted them); the rest of it opens.`,
  broken: (kind: Kind, part: string) => `The bytes of "${part}" of a stored ${kinds[kind]} are not the ones that were saved; the rest of it opens, and all of it can be downloaded under "Privacy and storage".`,
  restoredName: (name: string) => `${name} (restored)`,
  backupTooLarge: "All of it is more than 4 GB, more than one backup file can hold. Delete what you no longer need (empty the bin), or export single models and data instead.",
  noBackup: (reason: string) => `This file cannot be restored: ${reason}. Expected a backup that Fidelio wrote; nothing was changed.`,
  notRestored: (kind: Kind, id: string, reason: string) => `A ${kinds[kind]} of the backup (${id}) could not be restored. ${reason}`,
  archive: {
    noZip: "it is not a backup file, or its end is missing (was it downloaded completely?)",
    torn: "its table of contents is damaged",
    overlaps: (name: string) => `its file '${name}' overlaps another, as only a damaged or forged file does`,
    encrypted: "it is encrypted",
    repacked: "another program has unpacked and packed it anew",
    path: (name: string) => `it holds a file with a name that Fidelio does not write ('${name.slice(0, 60)}')`,
    twice: (name: string) => `it holds '${name}' twice`,
    noManifest: "its list of contents is missing or damaged",
    newer: (app: string) => `it was written by a newer Fidelio (${app}): update the app first`,
    undeclared: (name: string) => `it holds a file that its list of contents does not name ('${name}')`,
    fileWrong: (file: string) => `Its file '${file}' is missing from the backup or damaged; take an older backup for it.`,
    partMissing: (part: string) => `The bytes of '${part}' were already lost when the backup was made.`,
    damagedBefore: (part: string) => `The bytes of '${part}' were already damaged when the backup was made.`,
    otherId: "Its record bears another id than the list of contents says.",
    noPlace: "Too many others of the same id lie in this browser already.",
  },
  zipTooLarge: "What lies there is more than 4 GB, more than one zip file can hold.",
  nothingThere: (kind: Kind) => `This ${kinds[kind]} is not stored here any more.`,

  /** By what was being done; `why` is one of those below. */
  failed: {
    save: (why: string) => why.charAt(0).toUpperCase() + why.slice(1),
    read: (why: string) => `What is stored in this browser cannot be read now: ${why}`,
    remove: (why: string) => `It could not be deleted: ${why}`,
  },
  why: {
    full: (doing: Doing) =>
      doing === "save"
        ? `the disk space this browser grants is used up: delete old runs or data sets, or download this one instead; ${calm}`
        : `the disk space this browser grants is used up: free some on this device, then ${elsewise[doing]}`,
    closed: (doing: Doing) => `the browser closed the storage and would not open it again (another tab may be updating it, or its data were cleared): ${elsewise[doing]}`,
    brokenOff: (doing: Doing) => `the browser broke it off (the disk may be full, or the tab was closing): try again, or ${elsewise[doing]}`,
    faulty: (message: string, doing: Doing) => `the browser's storage failed (${message || "the disk may be full or faulty"}): free some disk space, or ${elsewise[doing]}`,
    refused: (message: string, doing: Doing) => `the browser refuses it (${message}), as in a private window or while another program holds the file: ${elsewise[doing]}`,
    other: (message: string, doing: Doing) => `the browser said "${message}": ${elsewise[doing]}`,
  },
});
