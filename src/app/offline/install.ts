/** What an installed app is told by the browser: its offer to install, and the files it was opened with. */

/** Chromium's event: the browser would install the app, if the user says so. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;
let listener: (canInstall: boolean) => void = () => {};

function set(next: InstallOffer | null): void {
  offer = next;
  listener(next !== null);
}

/** Called before anything else is done: the browser makes its offer early, and only once. */
export function awaitInstallOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    set(event as InstallOffer);
  });
  addEventListener("appinstalled", () => set(null));
}

/** Tells now and from now on whether the browser offers to install the app. */
export function followInstallOffer(tell: (canInstall: boolean) => void): void {
  listener = tell;
  tell(offer !== null);
}

export async function install(): Promise<void> {
  await offer?.prompt();
  set(null); // an offer is good for one question
}

/** Opens the files that the installed app was opened with. */
export function openLaunchedFiles(open: (file: File) => Promise<void>): void {
  globalThis.launchQueue?.setConsumer(({ files }) => void openAll(files, open));
}

async function openAll(handles: readonly FileSystemHandle[], open: (file: File) => Promise<void>): Promise<void> {
  for (const handle of handles) if (handle instanceof FileSystemFileHandle) await open(await handle.getFile());
}
