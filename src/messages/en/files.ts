/** What the reader of archives and folders tells: what was not taken, and why. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

const few = (items: readonly string[]) => (items.length > 5 ? `${items.slice(0, 5).join(", ")} and ${count(items.length - 5)} more` : list(items));
const packAnew = "Unpack the archive, pack its files anew as an ordinary zip, and open that.";

export const words = catalogue("files", {
  tooLarge: (size: number, most: number) => `It has ${bytes(size)}; at most ${bytes(most)} are read of such a file.`,
  grew: "It has more bytes than it says. It was changed while it was read; open it again.",

  archive: {
    none: "This file is no zip archive or Excel workbook, or not a whole one: its end is missing. Copy or download it again.",
    damaged: "The archive's list of files is damaged. Copy or download it again, or pack its files anew.",
    split: "The archive is one part of several. Join the parts, or pack the files anew into one zip.",
    secret: "The archive's list of files is encrypted. Unpack it with its password, and open the folder.",
    contradicts: `The archive contradicts itself: there is more than one list of its files. ${packAnew}`,
    tooMany: (most: number) => `The archive has more than ${count(most)} entries. Split it into several, or combine small files into tables.`,
    listTooLarge: (size: number, most: number) => `The archive's list of files has ${bytes(size)}; at most ${bytes(most)} are read.`,

    encrypted: "It is encrypted. Unpack the archive with its password, and open the folder.",
    outside: "Its path leads out of the archive's own folder.",
    nameless: "Its name is empty or holds a zero character.",
    link: "It is a link to another file, not a file.",
    again: "Another entry before it has the same path; that one was taken.",
    overlaps: "Its bytes overlap those of another entry, which no honest archive does.",
    method: (method: number) => `It is packed by method ${method}; only files stored or packed by Deflate are read. ${packAnew}`,
    bomb: (size: number, times: number) => `It would unpack to ${bytes(size)}, ${count(times)} times its size in the archive: that is how archives are built to exhaust a computer.`,
    large: (size: number, most: number) => `It would unpack to ${bytes(size)}; at most ${bytes(most)} are unpacked of one file.`,
    total: (most: number) => `The files before it already unpack to nearly ${bytes(most)}, the most that is unpacked of one archive.`,
    size: "It unpacks to another size than the archive says. The archive is damaged.",
    checksum: "Its checksum is wrong: the archive is damaged. Copy or download it again.",
    broken: "Its packed bytes are damaged. Copy or download the archive again.",
    header: "Its place in the archive holds something else. The archive is damaged.",

    otherEncoding: (paths: readonly string[], encoding: string) =>
      `The names of ${counted(paths.length, "file are", "files are")} not in UTF-8 and were read as ${encoding}: ${few(paths)}. If they look wrong, pack the files anew with a current program.`,
    pair: (a: string, b: string) => `${a} and ${b}`,
    caseClashes: (pairs: readonly string[]) => `Some paths differ only in capital letters, and each was taken for itself: ${pairs.slice(0, 5).join("; ")}${pairs.length > 5 ? `; and ${count(pairs.length - 5)} more` : ""}.`,
  },
});
