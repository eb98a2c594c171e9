import type { Page, Worker } from "@playwright/test";

/** Remembers every graphics device that the page's engine worker is given. Called before the first run. */
export async function rememberDevices(page: Page): Promise<Worker> {
  const isEngine = (worker: Worker) => worker.url().includes("engine.worker");
  const worker = page.workers().find(isEngine) ?? (await page.waitForEvent("worker", { predicate: isEngine }));
  await worker.evaluate(() => {
    const devices: GPUDevice[] = [];
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function remembering(this: GPUAdapter, descriptor) {
      const device = await request.call(this, descriptor);
      devices.push(device);
      return device;
    };
    Object.assign(globalThis, { devicesOfTest: devices });
  });
  return worker;
}

/** Takes the device that was given last away behind the app's back, as a driver that restarts does. */
export const loseDevice = (worker: Worker): Promise<void> =>
  worker.evaluate(() => (globalThis as unknown as { readonly devicesOfTest: GPUDevice[] }).devicesOfTest.at(-1)?.destroy());
