import svelte from "eslint-plugin-svelte";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const projects = ["tsconfig.engine.json", "tsconfig.app.json", "tsconfig.node.json"];

const syncRead = "On WebGPU in a worker it gives 0 without an error: await data() or array() instead.";

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "dist-cli/", "public/", "test-results/", "playwright-report/", ".cache/"] },
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { project: projects, extraFileExtensions: [".svelte"] } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-new-func": "error",
      "no-implied-eval": "off",
      "prefer-const": "error",
      "no-restricted-properties": ["error", { property: "dataSync", message: syncRead }, { property: "arraySync", message: syncRead }],
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-ignore": true, "ts-nocheck": true, "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-implied-eval": "error",
      "@typescript-eslint/no-unnecessary-type-arguments": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": "error",
      // The compiler says it too (noUnusedLocals), but not that a leading underscore marks what is left out on purpose.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // A function may be asynchronous because its interface is; what awaits nothing still rejects instead of throwing.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/{engine,ingest,storage,app}/**", "workers/**"],
    rules: { "no-console": "error" },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/no-target-blank": "error",
      "svelte/button-has-type": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "SvelteAttribute[key.name='style']", message: "The policy drops style attributes in markup: use a class or a style: directive." },
      ],
    },
  },
  {
    // A test reads what it made itself; JSON and caught errors come untyped there.
    files: ["test/**", "scripts/**"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
