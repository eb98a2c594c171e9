import { runOn } from "./run-on.ts";

runOn("wasm");
