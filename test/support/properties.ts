/** Properties are tried on the same cases at every run, so that a change is what turns a test red. `FIDELIO_SEED=random` looks further. */
import { configureGlobal } from "fast-check";

const wish = process.env["FIDELIO_SEED"];
if (wish !== "random") configureGlobal({ seed: Number(wish ?? 1) });
