/** What a worker itself says, beside the rooms that work in it. */
import { catalogue } from "../catalogue.ts";

export const words = catalogue("workers", {
  /** The end of a sentence about a worker that does not start. */
  noPolicy: "its file came without the content-security policy, so it opens no data",
  dataGone: "This data set is not stored here any more. Open its file again.",
  dataDamaged: (name: string) => `The stored data of '${name}' is damaged. Open its file again.`,
});
