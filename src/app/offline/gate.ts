/**
 * No data opens before the policy is in force. Where the host sends it, the gate is open at once. Where it does not, the service
 * worker is installed and the page loads itself once more, so that the page and its workers come through it.
 */
import { policyInForce, registerKeeper } from "../assets.ts";
import { activated, type KeepingProblem } from "./keeper.ts";
import type { News } from "../../../workers/offline.ts";

export type Gate =
  | { readonly kind: "open" }
  /** The page is about to be loaded anew. */
  | { readonly kind: "reloading" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export type Refusal =
  /** Plain http: browsers offer neither isolation nor service workers. */
  | { readonly why: "insecure" }
  /** No headers, and a browser that refuses service workers. */
  | { readonly why: "no_worker"; readonly detail: string }
  | { readonly why: "not_kept"; readonly problem: KeepingProblem }
  /** The page came through the worker, and still without the policy. */
  | { readonly why: "not_in_force" };

/** In this tab's session: the page has loaded itself anew already. */
const TRIED = "fidelio.gate";

/** Why it could not keep the app, the worker may say a moment after the browser has given it up. Milliseconds. */
const LAST_WORDS = 2000;

/** `onwait` is called with the share of the app that is kept, from 0 to 1, while it waits for the service worker. */
export async function passGate(onwait: (share: number) => void): Promise<Gate> {
  if (!isSecureContext) return { kind: "refused", refusal: { why: "insecure" } };
  if (await policyInForce()) {
    forgetTry();
    return { kind: "open" };
  }
  if (!registerKeeper) return { kind: "refused", refusal: { why: "no_worker", detail: "" } };
  let tell = (_problem: KeepingProblem) => {};
  const told = new Promise<KeepingProblem>((resolve) => (tell = resolve));
  const hear = ({ data }: MessageEvent<News>) => {
    if ("share" in data) onwait(data.share);
    else tell(data.problem);
  };
  navigator.serviceWorker.addEventListener("message", hear);
  navigator.serviceWorker.startMessages(); // before the page is parsed they would wait
  onwait(0);
  try {
    if (sessionStorage.getItem(TRIED) !== null) return { kind: "refused", refusal: { why: "not_in_force" } };
    await activated(await registerKeeper());
    sessionStorage.setItem(TRIED, "yes");
  } catch (cause) {
    const problem = await Promise.race([told, new Promise<null>((resolve) => setTimeout(() => resolve(null), LAST_WORDS))]);
    return { kind: "refused", refusal: problem ? { why: "not_kept", problem } : { why: "no_worker", detail: cause instanceof Error ? cause.message : String(cause) } };
  } finally {
    navigator.serviceWorker.removeEventListener("message", hear);
  }
  location.reload();
  return { kind: "reloading" };
}

function forgetTry(): void {
  try {
    sessionStorage.removeItem(TRIED);
  } catch {
    // refused storage holds no mark either
  }
}
