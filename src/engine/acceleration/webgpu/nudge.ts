/** Milliseconds of an idle device's answer beyond which it was not the device that took them. */
const SLOW = 30;
const TRIALS = 3;
const EVERY = 1;

/** Waits for something that the device has been asked. */
export type Wait = <T>(answer: Promise<T>) => Promise<T>;

/**
 * Some browsers look whether the device has answered only when something is submitted, or else every 100 ms (Firefox, bug 1870699). Where
 * an idle device is that slow to answer, empty submissions are made while one waits.
 */
export async function waitFor(device: GPUDevice): Promise<Wait> {
  let fastest = Infinity;
  for (let i = 0; i < TRIALS && fastest > SLOW; i++) {
    device.queue.submit([device.createCommandEncoder().finish()]);
    const before = performance.now();
    await device.queue.onSubmittedWorkDone();
    fastest = Math.min(fastest, performance.now() - before);
  }
  return fastest > SLOW ? (answer) => nudged(device, answer) : (answer) => answer;
}

async function nudged<T>(device: GPUDevice, answer: Promise<T>): Promise<T> {
  const timer = setInterval(() => { device.queue.submit([device.createCommandEncoder().finish()]); }, EVERY);
  try {
    return await answer;
  } finally {
    clearInterval(timer);
  }
}
