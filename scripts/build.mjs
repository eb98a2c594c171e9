/** `npm run build`: the production app as static files in dist/. */
import { buildApp, fail, install } from "./prepare.mjs";

await install().then(() => buildApp({ force: true })).catch(fail);
