/** What the outside may import of the engine at run time; types come from the files that define them. */
export { createEngine, type EnginePorts } from "./engine.ts";
export type { EngineApi, EngineHost } from "./api.ts";
