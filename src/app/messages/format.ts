/** Figures as people read them. */
export * from "../../messages/format.ts";
