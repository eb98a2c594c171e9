import type { ChangePort, Note } from "./storage.ts";

/** Nobody else is there. */
export const noOthers: ChangePort = { post: () => {}, listen: () => () => {} };

/** Notes to the other tabs and workers of this browser. */
export function otherContexts(): ChangePort {
  const channel = new BroadcastChannel("fidelio/storage");
  return {
    post: (note) => channel.postMessage(note),
    listen(listener) {
      const hear = ({ data }: MessageEvent<Note>) => listener(data);
      channel.addEventListener("message", hear);
      return () => channel.removeEventListener("message", hear);
    },
  };
}
