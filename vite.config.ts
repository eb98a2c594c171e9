import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { deploymentHeaders, metaPolicy } from "./scripts/headers.mjs";

/** Says the policy in the page too, for hosts that send no headers. Not in development, where Vite injects its own styles. */
const stampPolicy: Plugin = {
  name: "stamp-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: metaPolicy }, injectTo: "head-prepend" },
  ],
};

/** Cross-origin isolation in development as in production; the policy itself would refuse hot reloading. */
const { "Content-Security-Policy": _policy, ...developmentHeaders } = deploymentHeaders;

export default defineConfig({
  // Relative addresses, so that the built files work from any sub-path of any static host.
  base: "./",
  plugins: [svelte(), stampPolicy],
  resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
  worker: { format: "es" },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // The policy allows data: for images only, and a font or a wasm file as data would be refused.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    // Which plugin took how long is no news to whoever starts the app.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: developmentHeaders },
});
