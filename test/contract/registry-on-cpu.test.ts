import { runOn } from "./run-on.ts";

runOn("cpu");
