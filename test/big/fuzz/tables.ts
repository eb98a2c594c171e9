import { inferColumns } from "../../../src/engine/advice/infer.ts";
import type { Random } from "../../../src/engine/data/random.ts";
import { cellsOf } from "../../../src/engine/data/table.ts";
import { readCsv } from "../../../src/ingest/csv.ts";
import { profileColumn } from "../../../src/ingest/profile.ts";
import { concat, cut, utf16, utf8 } from "../../ingest/reading.ts";
import { below, claim, claimPristine, many, mutated, pick, type Family } from "./family.ts";

const CELLS = [
  "", " ", "a", "é", "名", "😀", "1", "-5", "1.5", "1,5", "1.234,5", "1e999", "NA", "?", "-", "yes", "no", "2020-01-31", "31.12.99", "=1+1", "'", '"', '""', "a b c",
  "__proto__", "constructor", "<img src=x>", "\u202e", "\u200b", "\0", "\ufeff", "x".repeat(40),
];
const SEPARATORS = [",", ";", "\t", "|", " "];
const LINE_ENDS = ["\n", "\r\n", "\r"];
const TABLE = utf8('name,age,city\n"Ann ""A""",31,Köln\nBob,"1,5",\n\n');

function text(random: Random): string {
  const [separator, end] = [pick(random, SEPARATORS), pick(random, LINE_ENDS)];
  const cell = (): string => (random() < 0.2 ? `"${pick(random, CELLS)}${random() < 0.9 ? '"' : ""}` : pick(random, CELLS));
  return many(random, 12, () => many(random, 5, cell).join(separator)).join(end) + (random() < 0.5 ? end : "");
}

function encoded(random: Random, content: string): Uint8Array {
  switch (below(random, 6)) {
    case 0: return concat([0xff, 0xfe], utf16(content, "le"));
    case 1: return utf16(content, "be");
    case 2: return Uint8Array.from(content, (c) => c.charCodeAt(0) & 0xff);
    case 3: return concat([0xef, 0xbb, 0xbf], utf8(content));
    default: return utf8(content);
  }
}

/** Whatever the bytes: a table that holds together, the same however they are cut, typed; or a sentence. */
export const tables: Family = {
  name: "tables",
  share: 0.5,
  ready: async () => ({
    input: (random) => (random() < 0.25 ? mutated(random, random() < 0.5 ? TABLE : encoded(random, text(random))) : encoded(random, text(random))),
    async check(input, random) {
      const outcome = await readCsv(cut(input, []));
      const pieces = await readCsv(cut(input, many(random, 6, () => below(random, input.length + 1))));
      claim(JSON.stringify(outcome) === JSON.stringify(pieces), "cutting the bytes changed what was read");
      if (!outcome.ok) {
        claim(outcome.problems.every(({ message }) => /^[A-Z'].{10,}[.?)]$/s.test(message)), `no sentence: ${outcome.problems[0]?.message}`);
        return;
      }
      const { table } = outcome.value;
      claim(new Set(table.columns.map(({ name }) => name)).size === table.columns.length, "two columns have one name");
      for (const column of table.columns) {
        claim(column.ends.length === table.rows && (column.ends.at(-1) ?? 0) === column.bytes.length, "a column does not hold its rows");
        claim(cellsOf(column).length === table.rows, "cells are missing");
      }
      const verdicts = inferColumns({ rows: table.rows, columns: table.columns.map(profileColumn) });
      claim(verdicts.every(({ type, suggested, why }) => type !== "" && (suggested === "off") === (why !== "")), "a column has no verdict");
      claimPristine();
    },
  }),
};
