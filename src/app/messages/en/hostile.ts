/** What is said of files and lists that are more than anyone reads at once. */
import { count } from "../format.ts";

export const hostile = {
  unreadable: (file: string) => `${file} could not be read: it was changed, moved or removed, or it is a folder. Choose it again.`,
  tooLargeModel: (file: string) => `${file} is larger than any model that Fidelio exports (600 MB), so it was not opened.`,
  more: (hidden: number) => `Show more (${count(hidden)} hidden)`,
};
