/** The entry of the command line: binds it to this process. */
import process from "node:process";
import { enableProdMode } from "../engine/tf.ts";
import { run } from "./run.ts";
import { localeNamed, setLocale } from "../messages/locale.ts";

// TensorFlow.js would advertise its binding for Node on standard error.
enableProdMode();
await setLocale(localeNamed(process.env["FIDELIO_LOCALE"]));

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY,
  columns: process.stderr.columns ?? 80,
}, process.env);
