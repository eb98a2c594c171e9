/// <reference types="svelte" />
/// <reference types="vite/client" />

/** The samples with their text, in the edition in one file. */
declare module "virtual:samples" {
  const samples: readonly { readonly sample: import("./assets.ts").Sample; readonly csv: string }[];
  export default samples;
}

/** Trusted Types, as far as they are used here; absent in browsers that do not know them. */
declare var trustedTypes: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown } } | undefined;

/** The files that the user opened the installed app with; Chromium only. */
declare var launchQueue: { setConsumer(consumer: (launch: { readonly files: readonly FileSystemHandle[] }) => void): void } | undefined;
