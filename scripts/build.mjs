/** `npm run build`: the production app as static files in dist/. `--single`: all of it as one file, dist-single/fidelio.html. */
import { buildApp, buildSingle, fail, install } from "./prepare.mjs";

const build = process.argv.includes("--single") ? buildSingle : buildApp;
await install().then(() => build({ force: true })).catch(fail);
