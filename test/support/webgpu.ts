/** A WebGPU device for tests in a browser. No adapter, the software one included, is a failure and not a reason to skip. */
export async function requireDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error("This browser offers no WebGPU adapter, not even the software one: see the flags of scripts/browser.mjs.");
  return adapter.requestDevice();
}
