/**
 * Takes the place of assets.ts in the edition in one file, which opens from a `file:` address: workers and samples are inside
 * it, and its policy stands in the file itself, as a meta tag that workers made from blobs inherit.
 */
import samples from "virtual:samples";
import DataWorker from "../../workers/data.worker.ts?worker&inline";
import EngineWorker from "../../workers/engine.worker.ts?worker&inline";
import type { Sample } from "./assets.ts";

// Only what this page itself has made may become a script: Vite starts the workers from blobs.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL(url) {
    if (!url.startsWith("blob:")) throw new Error(`internal: ${url} is no script of this file`);
    return url;
  },
});

export const startDataWorker = (): Worker => new DataWorker({ name: "data" });
export const startEngineWorker = (): Worker => new EngineWorker({ name: "engine" });
/** A page from a file is not isolated, and shares no memory. */
export const kernelsWorker: string | null = null;

export const readSamples = (): Promise<readonly Sample[]> => Promise.resolve(samples.map(({ sample }) => sample));

export async function readSample({ file }: Sample): Promise<File> {
  const text = samples.find(({ sample }) => sample.file === file)?.csv;
  if (text === undefined) throw new Error(file);
  return new File([text], file, { type: "text/csv" });
}

export const inOneFile: boolean = true;

/** There are no headers to read; a file from which the tag was taken opens no data. */
export async function policyInForce(): Promise<boolean> {
  const tag = document.querySelector<HTMLMetaElement>("head > meta:first-child[http-equiv='Content-Security-Policy']");
  return tag?.content.includes("require-trusted-types-for") ?? false;
}

/** A page from a file can have no service worker, and needs none. */
export const registerKeeper: (() => Promise<ServiceWorkerRegistration>) | null = null;
