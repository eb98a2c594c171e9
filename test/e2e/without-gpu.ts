/** Chromium without its software graphics card: the app computes on WebAssembly, which starts in a moment. */
import { chromiumFlags, presentBrowser } from "../../scripts/browser.mjs";

const executablePath = presentBrowser();
const gpuFlags = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

export const withoutGpu = { args: chromiumFlags.filter((flag) => !gpuFlags.includes(flag)), ...(executablePath === undefined ? {} : { executablePath }) };
