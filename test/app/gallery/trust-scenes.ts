/** The states of "Privacy and storage": before and after the attempts, all held, and not. */
import type { PlacePort } from "../../../src/app/state/trust.svelte.ts";
import { PLACES, type PlaceName } from "../../../src/app/privacy/summary.ts";
import { NOWHERE, WAYS, type Attempt } from "../../../src/privacy/attempts.ts";
import type { SeenRequest } from "../../../src/privacy/requests.ts";
import { contentSecurityPolicy } from "../../../scripts/headers.mjs";
import { inApp, penguinsFile, type Page, type Scene } from "./scene.ts";

const HOME = "https://fidelio.example/";
const OPENED = Date.UTC(2026, 10, 25, 9);
const asked = (address: string, after: number, initiator = "script"): SeenRequest => ({ address, initiator, at: OPENED + after, milliseconds: 4, bytes: 48_300 * (1 + (after % 7)), answeredBy: after > 900 ? "service_worker" : "network" });
const files = ["", "theme.js", "assets/index.js", "assets/engine.worker.js", "assets/data.worker.js", "samples/index.json", "assets/a-file-whose-name-does-not-end-soon-and-then-has-a-hash-DkVBZVT0.wasm"];

function placeOf(place: PlaceName, open: boolean): PlacePort {
  const result: Attempt["result"] = open && place === "engine" ? "not_refused" : "refused";
  const requests = [...files.map((file, i) => asked(HOME + file, 40 + 220 * i)), ...(open ? [asked("https://elsewhere.example/collect", 2100, "fetch")] : [])];
  const refusals = [{ directive: "connect-src", blocked: `${NOWHERE}/fetch`, at: OPENED + 4000 }];
  const policies = [{ by: "header", text: open && place !== "page" ? "connect-src *" : contentSecurityPolicy } as const];
  return {
    look: async () => ({ address: HOME, policies, isolated: !open, requests, refusals }),
    tryToSend: async () => WAYS.map((way): Attempt => ({ way, result: way === "WebTransport" ? "absent" : result, directive: result === "refused" ? "connect-src" : null })),
  };
}

/** `silent`: the engine worker gives no answer. */
async function shown(page: Page, { open = false, silent = false } = {}): Promise<void> {
  const { app, ports } = page;
  await app.openFile(penguinsFile());
  Object.assign(ports.places, Object.fromEntries(PLACES.map((place) => [place, placeOf(place, open)])));
  if (silent) Object.assign(ports.places, { engine: { look: async () => null, tryToSend: () => Promise.reject(new Error("gone")) } satisfies PlacePort });
  app.trust.ready(OPENED + 1000);
  await app.trust.look();
  app.router.go({ screen: "trust", part: null });
}

export const trustScenes: Readonly<Record<string, Scene>> = {
  "trust-first": inApp((page) => shown(page)),
  "trust-held": inApp(async (page) => {
    await shown(page);
    await page.app.trust.tryToSend();
  }),
  "trust-half": inApp(async (page) => {
    await shown(page, { silent: true });
    await page.app.trust.tryToSend();
  }),
  "trust-open": inApp(async (page) => {
    await shown(page, { open: true });
    await page.app.trust.tryToSend();
  }),
  "trust-storage": inApp(async (page) => {
    await shown(page);
    await page.app.restoreBackup(new Blob(["no backup"]));
    page.app.router.go({ screen: "trust", part: "storage" });
  }),
};
