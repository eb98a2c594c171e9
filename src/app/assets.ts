/**
 * The one module that knows where workers, WebAssembly and samples lie, how the policy is known to be in force, and what keeps
 * the app for offline use. Addresses are relative to the built files, so that the app works from any folder of any host; the
 * edition in one file (assets.single.ts) replaces this module and nothing else.
 */
import { carriesPolicy } from "../../scripts/headers.mjs";
import dataWorkerUrl from "../../workers/data.worker.ts?worker&url";
import engineWorkerUrl from "../../workers/engine.worker.ts?worker&url";
import kernelsWorkerUrl from "../../workers/kernels.worker.ts?worker&url";

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
/** Where the engine worker finds its helper threads' script; null where it can have none. */
export const kernelsWorker: string | null = new URL(kernelsWorkerUrl, document.baseURI).href;

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

/** Nothing beyond this one file is needed. */
export const inOneFile: boolean = false;

/**
 * Whether the policy is in force. That this very page came with it is seen by its isolation, which a meta tag cannot give; the
 * policy's own words are read from what the page's address answers.
 */
export async function policyInForce(): Promise<boolean> {
  if (import.meta.env.DEV) return true; // hot reloading injects styles, which the policy would refuse
  if (!crossOriginIsolated) return false;
  const own = await fetch(location.href).catch(() => null);
  return own !== null && carriesPolicy(own.headers);
}

/** Registers the service worker that keeps the app and stamps the policy; null where there is none. */
export const registerKeeper: (() => Promise<ServiceWorkerRegistration>) | null =
  import.meta.env.DEV || !("serviceWorker" in navigator)
    ? null
    : () => navigator.serviceWorker.register(trusted(new URL("sw.js", document.baseURI).href), { scope: "./", updateViaCache: "none" });

// The policy wants addresses of scripts vouched for; these are known when the app is built.
const policy = globalThis.trustedTypes?.createPolicy("fidelio-workers", { createScriptURL: (url) => url });

/** Vouched for: an object in browsers that ask for it, which the DOM types do not know yet. */
function trusted(url: string): string {
  return (policy?.createScriptURL(url) ?? url) as string;
}

const start = (url: string, name: string): Worker => new Worker(trusted(url), { type: "module", name });
