import svelte from "eslint-plugin-svelte";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** What comes untyped into a file that the rule cannot see through: a component's script, a test's JSON, a caught error. */
const unsafe = /** @type {Record<string, "off">} */ (
  Object.fromEntries(["argument", "assignment", "call", "member-access", "return"].map((what) => [`@typescript-eslint/no-unsafe-${what}`, "off"]))
);

const syncRead = "On WebGPU in a worker it gives 0 without an error: await data() or array() instead.";

export default tseslint.config(
  // assembly/ is AssemblyScript, another language with a compiler of its own.
  { ignores: ["assembly/", "node_modules/", "dist/", "dist-cli/", "dist-single/", "public/", "test-results/", "playwright-report/", ".cache/"] },
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { project: "tsconfig.lint.json", extraFileExtensions: [".svelte"] } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-new-func": "error",
      "no-implied-eval": "off",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-restricted-properties": ["error", { property: "dataSync", message: syncRead }, { property: "arraySync", message: syncRead }],
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-ignore": true, "ts-nocheck": true, "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-implied-eval": "error",
      "@typescript-eslint/no-unnecessary-type-arguments": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": "error",
      // The compiler says it too (noUnusedLocals), but not that a leading underscore marks what is left out on purpose.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Our objects are closures: their methods do not use `this`, and may be taken out of them.
      "@typescript-eslint/unbound-method": "off",
      // A function may be asynchronous because its interface is; what awaits nothing still rejects instead of throwing.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/{engine,ingest,storage,privacy,app}/**", "workers/**"],
    rules: { "no-console": "error" },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      ...unsafe,
      // A value from `$props()` or `$derived` is declared with `let` by Svelte's own convention, and never assigned here.
      "prefer-const": "off",
      "svelte/prefer-const": "error",
      // A cache or an index is plain on purpose; what the screen follows is declared with `$state`.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/no-at-html-tags": "error",
      "svelte/no-target-blank": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "The policy drops style attributes in markup: use a class or a style: directive." },
      ],
    },
  },
  // It lives in a world of its own: no window, no document.
  { files: ["workers/sw.ts"], languageOptions: { parserOptions: { project: "tsconfig.sw.json" } } },
  // A global of the host is declared with `var`: nothing else makes it a property of `globalThis`.
  { files: ["**/*.d.ts"], rules: { "no-var": "off" } },
  { files: ["test/**", "scripts/**", "*.config.*"], rules: unsafe },
);
