/**
 * The one module that knows where workers, WebAssembly and samples lie. Addresses are relative to the built files, so that
 * the app works from any folder of any host; an edition in one file replaces this module and nothing else.
 */
import dataWorkerUrl from "../../workers/data.worker.ts?worker&url";
import engineWorkerUrl from "../../workers/engine.worker.ts?worker&url";

/** A sample as `public/samples/index.json` lists it. */
export interface Sample {
  readonly id: string;
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** By column, what stands for a missing value besides the empty cell. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  readonly synthetic: boolean;
}

const SAMPLES = "samples/";

export const startDataWorker = (): Worker => start(dataWorkerUrl, "data");
export const startEngineWorker = (): Worker => start(engineWorkerUrl, "engine");

/** The samples that came with the app. */
export async function readSamples(): Promise<readonly Sample[]> {
  return (await own("index.json")).json() as Promise<readonly Sample[]>; // written by our own build
}

export async function readSample(sample: Sample): Promise<File> {
  return new File([await (await own(sample.file)).blob()], sample.file, { type: "text/csv" });
}

async function own(file: string): Promise<Response> {
  const response = await fetch(new URL(SAMPLES + file, document.baseURI));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
}

// The policy wants addresses of scripts vouched for; these two are known when the app is built.
const policy = globalThis.trustedTypes?.createPolicy("fidelio-workers", { createScriptURL: (url) => url });

function start(url: string, name: string): Worker {
  const address = policy?.createScriptURL(url) ?? url;
  return new Worker(address as string, { type: "module", name }); // a trusted address, which the DOM types do not know yet
}
