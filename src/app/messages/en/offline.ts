import { bytes, wholePercent } from "../format.ts";

/** Why no data is opened here, and what the host or the user must do. */
const refused = {
  insecure:
    "Fidelio opens no data here, because this address is plain http: a browser protects a page only over https, or at localhost. Serve these files over https, or use the edition in one file, which needs no host.",
  noWorker: (detail: string) =>
    `Fidelio opens no data here: this host does not send the content-security policy that keeps your data on this machine, and this browser lets no service worker add it${detail && ` (${detail})`}. Use a window that is not private, or have the host send the headers that the README lists.`,
  notKept: (problem: string) =>
    `Fidelio opens no data here: this host does not send the content-security policy that keeps your data on this machine, and the service worker that would add it could not be installed. ${problem}`,
  notInForce:
    "Fidelio opens no data here: the content-security policy that keeps your data on this machine was added, but this browser does not apply it. Have the host send the headers that the README lists, or use another browser.",
};

export const offline = {
  preparing: (share: number) => `Getting ready for offline use: ${wholePercent(share)}`,
  ready: (size: number) => `Ready offline, ${bytes(size)}`,
  readyHint: "Everything the app needs is kept in this browser. It opens and trains without a network.",
  inOneFile: "Ready offline: this file is all of it",
  failed: "Not ready offline",
  unsupported: "Needs its host to open",
  unsupportedHint: "This browser keeps no pages for use without a network.",
  unknown: "The browser did not say why. Reload the page to try again.",
  problem: {
    unreachable: (file: string) => `The file ${file} could not be fetched: its host did not answer. Reload the page when the network is back.`,
    missing: (file: string) => `The file ${file} is not on the host. Whoever runs it must upload all files of the build.`,
    changed: (file: string) => `The file ${file} is not the one of this version: the host is being updated, or changes what it serves. Reload the page in a minute; if it stays so, whoever runs the host must serve the files as they were built.`,
    full: "This browser has no room left for it. Free some space on the disk, or in the browser's storage for this site, and reload the page.",
    other: (detail: string) => `This browser refused to keep it (${detail}). Reload the page to try again.`,
  },
  notInstalled: "it could not be installed",
  install: "Install",
  updateReady: "A new version is ready.",
  update: "Update",
  heldBack: "It can be taken when training has ended.",
  waitTitle: "One moment, before anything is opened",
  waitText: "The rules that keep your data on this machine are being put in place. The page loads itself once more when they are.",
  refused,
} as const;
