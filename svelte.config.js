import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** Styles leave the components as files, because the content-security policy refuses `<style>` elements. */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { css: "external", runes: true },
};
