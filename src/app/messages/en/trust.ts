import { counted } from "../format.ts";

export const trust = {
  title: "Privacy and storage",
  /** In the rail and on the first screen; measured, never painted. */
  link: {
    unknown: "Privacy and storage",
    nothing: "Nothing sent elsewhere",
    sent: (many: number) => `${counted(many, "request", "requests")} went elsewhere`,
    hint: "Nothing is sent: this page may only talk to the place it came from. See the proof, and what is stored.",
    proof: "See for yourself",
  },
} as const;
