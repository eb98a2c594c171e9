import type { Page } from "@playwright/test";

/** How a journey is cut short. */
export const WAYS = ["renderer", "tab", "reload", "engine worker", "data worker", "storage step"] as const;
export type Way = (typeof WAYS)[number];

/** After which the page itself is gone and has to be opened anew. */
export const leavesNoPage = (way: Way): boolean => way === "renderer" || way === "tab" || way === "storage step";

const MARK = "stopped at a storage step";
/** Storage steps that may be waited for; a run takes one every few seconds. */
const PATIENCE = 6000;

/** Does it, and says what was hit. `step`: at which of the next storage steps, for that way. */
export async function kill(page: Page, way: Way, step: number): Promise<string> {
  switch (way) {
    case "renderer":
      await crash(page);
      return "crashed";
    case "tab":
      await page.close({ runBeforeUnload: false });
      return "closed";
    case "reload":
      await page.reload();
      return "reloaded";
    case "engine worker":
    case "data worker":
      return end(page, way.replace(" ", "."));
    case "storage step":
      return crashAtStep(page, step);
    default:
      return way satisfies never;
  }
}

/** Kills the process that draws the page and runs its workers. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  void session.send("Page.crash").catch(() => undefined); // it has nobody to answer any more
  await crashed;
  await page.close();
}

async function end(page: Page, file: string): Promise<string> {
  const worker = page.workers().find((one) => one.url().includes(file));
  if (!worker) return "had not started yet";
  await worker.evaluate(() => self.close()).catch(() => undefined); // it may have ended before it could answer
  return "ended";
}

/** Stops the page, or the worker that comes first, just before its next but so many touch of the storage, and crashes it there. */
async function crashAtStep(page: Page, step: number): Promise<string> {
  const reached = page.waitForEvent("console", { predicate: (message) => message.text() === MARK, timeout: PATIENCE }).catch(() => null);
  const trap = { step, mark: MARK };
  // A worker that is just ending cannot be asked any more; helper threads wait for their share of work and hear nothing else.
  const asked = page.workers().filter((worker) => !worker.url().includes("kernels.worker"));
  await Promise.all([page.evaluate(setTrap, trap), ...asked.map((worker) => worker.evaluate(setTrap, trap).catch(() => undefined))]);
  const message = await reached;
  await crash(page);
  return message ? "stopped there" : "crashed, since none came";
}

function setTrap({ step, mark }: { readonly step: number; readonly mark: string }): void {
  let left = step;
  const touches = [
    [IDBObjectStore.prototype, ["put", "delete"]],
    [FileSystemDirectoryHandle.prototype, ["getFileHandle", "removeEntry"]],
    [FileSystemFileHandle.prototype, ["createWritable", "createSyncAccessHandle", "getFile"]],
    [globalThis.FileSystemWritableFileStream?.prototype, ["write", "close"]],
  ] as const;
  for (const [prototype, names] of touches) {
    for (const name of names) {
      const original: unknown = prototype && Reflect.get(prototype, name);
      if (typeof original !== "function") continue;
      Reflect.set(prototype, name, function stopping(this: unknown, ...args: unknown[]): unknown {
        left -= 1;
        if (left > 0) return Reflect.apply(original, this, args);
        console.info(mark);
        for (const until = Date.now() + 2000; Date.now() < until; ); // the crash comes meanwhile
        return Reflect.apply(original, this, args);
      });
    }
  }
}
