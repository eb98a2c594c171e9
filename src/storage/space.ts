/** How much room there is, and whether the browser has promised to keep what lies there. */
export interface Space { readonly used: number; /** What this origin may use in all, in bytes, as far as the browser tells. */ readonly available: number; readonly persisted: boolean }

/** Null where the browser does not tell. */
export async function space(): Promise<Space | null> {
  try {
    const [{ usage, quota }, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
    return usage === undefined || quota === undefined ? null : { used: usage, available: quota, persisted };
  } catch {
    return null;
  }
}

/** `unknown`: the browser knows no such promise, or does not answer. */
export async function askToPersist(): Promise<"granted" | "refused" | "unknown"> {
  remember(ASKED, Date.now());
  try {
    return (await navigator.storage.persist()) ? "granted" : "refused";
  } catch {
    return "unknown";
  }
}

const ASKED = "fidelio.asked-to-persist";
const BACKED_UP = "fidelio.backed-up";

/** Milliseconds since 1970, or null: never, or not known. */
export const askedToPersistAt = (): number | null => recall(ASKED);
export const backedUpAt = (): number | null => recall(BACKED_UP);
export const noteBackup = (at: number): void => remember(BACKED_UP, at);

function remember(key: string, at: number): void {
  try {
    localStorage.setItem(key, String(at));
  } catch {
    // A worker, or a browser that refuses: it is then not known.
  }
}

function recall(key: string): number | null {
  try {
    const at = Number(localStorage.getItem(key) ?? NaN);
    return Number.isFinite(at) ? at : null;
  } catch {
    return null;
  }
}
