import { createContext } from "svelte";
import type { AppState } from "./app.svelte.ts";
import type { ProjectState } from "./project.svelte.ts";

/** One app for the whole tree, and one project for the screens of a project. */
export const [useApp, provideApp] = createContext<AppState>();
export const [useProject, provideProject] = createContext<ProjectState>();
