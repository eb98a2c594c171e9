/** Bytes that any GPU has. */
const SMALL = 64 * 2 ** 20;

/**
 * Would so many bytes, as one buffer, stay on the device beside what a step needs? A trial allocation of twice as much tells where its
 * limits allow one: no browser says how much memory a GPU has.
 */
export async function fitsOn(device: GPUDevice, bytes: number): Promise<boolean> {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  if (bytes <= SMALL) return true;
  if (bytes > Math.min(maxBufferSize, maxStorageBufferBindingSize)) return false;
  device.pushErrorScope("out-of-memory");
  const trial = device.createBuffer({ size: Math.min(8 * Math.ceil(bytes / 4), maxBufferSize), usage: GPUBufferUsage.STORAGE });
  const refusal = await device.popErrorScope();
  trial.destroy();
  return refusal === null;
}
