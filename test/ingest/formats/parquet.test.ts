/** Parquet to tables: types, lists, records, missing values, and files that are damaged. */
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it, test } from "vitest";
import { processorTime } from "../../support/processor.ts";
import { grid, messages, read, refusal } from "./reading.ts";

type Columns = Parameters<typeof parquetWriteBuffer>[0]["columnData"];
const parquet = (columnData: Columns, rowGroupSize = 100_000): Uint8Array => new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
const rows = async (columns: Columns, rowGroupSize?: number) => grid((await read(parquet(columns, rowGroupSize), "t.parquet")).table);

describe("types of Parquet", () => {
  it("gives numbers, long whole numbers, texts, yes or no, dates and missing values", async () => {
    const since = [new Date("2024-02-29T00:00:00Z"), new Date("2024-02-29T10:30:00.250Z"), null];
    expect(await rows([
      { name: "n", data: [1.5, Number.NaN, -1e-9], type: "DOUBLE" },
      { name: "id", data: [9007199254740993n, null, -1n], type: "INT64" },
      { name: "t", data: ["é", "", "NA"], type: "STRING" },
      { name: "b", data: [true, null, false], type: "BOOLEAN" },
      { name: "since", data: since, type: "TIMESTAMP" },
    ])).toEqual([
      ["n", "id", "t", "b", "since"],
      ["1.5", "9007199254740993", "é", "true", "2024-02-29"],
      ["", "", "", "", "2024-02-29T10:30:00.250"],
      ["-1e-9", "-1", "NA", "false", ""],
    ]);
  });

  it("flattens records and writes lists between blanks", async () => {
    expect(await rows([{ name: "v", data: [[1, 2.5], [], null] }, { name: "r", data: [{ a: 1, b: "x" }, { a: 2, b: "y" }, { a: 3, b: null }] }])).toEqual([
      ["v", "r.a", "r.b"],
      ["1 2.5", "1", "x"],
      ["", "2", "y"],
      ["", "3", ""],
    ]);
  });

  it("keeps pictures as data addresses, and says what is neither text nor picture", async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a);
    const { table, ...result } = await read(parquet([{ name: "p", data: [png, Uint8Array.of(0xff, 0xfe, 0x00), new TextEncoder().encode("text")], type: "BYTE_ARRAY" }]), "t.parquet");
    expect(grid(table)).toEqual([["p"], [`data:image/png;base64,${Buffer.from(png).toString("base64")}`], [""], ["text"]]);
    expect(messages(result)).toEqual([expect.stringContaining("1 cell holds bytes")]);
  });

  it("reads row group by row group, with progress", async () => {
    const seen: number[] = [];
    const data = Array.from({ length: 5000 }, (_, i) => i);
    const { table } = await read(parquet([{ name: "a", data }, { name: "b", data: data.map(String) }], 700), "t.parquet", {}, { onProgress: (bytes) => seen.push(bytes) });
    expect(grid(table)[4321]).toEqual(["4320", "4320"]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const data = Array.from({ length: 300_000 }, (_, i) => `text ${i % 7}`);
    expect(await refusal(parquet([{ name: "a", data }, { name: "b", data }, { name: "c", data }], 1000), "t.parquet", {}, { signal: controller.signal, onProgress: () => controller.abort() })).toMatch(/cancelled/);
  });
});

test("records come back from Parquet, cell for cell", async () => {
  const record = fc.record({ n: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), t: fc.option(fc.string({ unit: "grapheme" })), i: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })) });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (given, size) => {
      const columns: Columns = [
        { name: "n", data: given.map(({ n }) => n), type: "DOUBLE" },
        { name: "t", data: given.map(({ t }) => t), type: "STRING" },
        { name: "i", data: given.map(({ i }) => i), type: "INT64" },
      ];
      expect(await rows(columns, size)).toEqual([["n", "t", "i"], ...given.map(({ n, t, i }) => [n, t, i].map((cell) => (cell === null ? "" : String(cell))))]);
    }),
  );
});

describe("Parquet that cannot be read", () => {
  const sound = parquet([{ name: "a", data: [1, 2, 3] }, { name: "b", data: ["x", "y", "z"] }]);
  const changed = (at: number, bytes: readonly number[]): Uint8Array => {
    const copy = sound.slice();
    copy.set(bytes, at < 0 ? copy.length + at : at);
    return copy;
  };

  it.each([
    ["cut off", sound.subarray(0, sound.length - 9), /damaged, cut off/],
    ["only its first bytes", sound.subarray(0, 4), /damaged, cut off/],
    ["a bad footer", changed(-40, Array.from({ length: 20 }, () => 0xff)), /Parquet file is damaged/],
    ["a footer longer than the file", changed(-8, [0xff, 0xff, 0xff, 0x7f]), /Parquet file is damaged/],
    ["damaged pages", changed(4, Array.from({ length: 30 }, () => 0xee)), /Parquet file is damaged/],
    ["encrypted", new TextEncoder().encode("PARE and more"), /encrypted/],
    ["without rows", parquet([{ name: "a", data: [], type: "INT32" }]), /no row of data/],
  ])("is refused with a sentence: %s", async (_, bytes, sentence) => {
    expect(await refusal(bytes, "t.parquet")).toMatch(sentence);
  });

  it("never throws, whatever byte is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const { readTable } = await import("../../../src/ingest/formats/read.ts");
        const outcome = await readTable(new Blob([changed(at, [byte]) as Uint8Array<ArrayBuffer>]), "t.parquet");
        expect(typeof outcome.ok).toBe("boolean");
      }),
      { numRuns: 200 },
    );
  });

  describe("whose pages lie about what they hold", () => {
    const zigzag = (value: number): number[] => varint(value * 2);
    const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
    const int = (value: number): number[] => [0x15, ...zigzag(value)];
    interface Page { readonly values: number; readonly encoding?: number; readonly content?: readonly number[]; readonly unpacked?: number; readonly dictionary?: boolean }
    const page = ({ values, encoding = 0, content = [], unpacked = content.length, dictionary = false }: Page): number[] => [
      ...int(dictionary ? 2 : 0), ...int(unpacked), ...int(content.length),
      ...(dictionary ? [0x4c, ...int(values), ...int(encoding), 0] : [0x2c, ...int(values), ...int(encoding), ...int(3), ...int(3), 0]), 0, ...content,
    ];
    /** A file of one column of texts, its pages replaced by others. */
    const file = (...pages: readonly Page[]): Uint8Array => {
      const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "a", data: Array.from({ length: 300 }, (_, i) => `text ${i}`), type: "STRING", nullable: false, encoding: "PLAIN" }], codec: "UNCOMPRESSED" }));
      const made = pages.flatMap(page);
      bytes.fill(0, 4, 1000);
      bytes.set(made, 4);
      return bytes;
    };
    const [PLAIN, RLE_DICTIONARY, DELTA_BYTE_ARRAY] = [0, 8, 7];
    const few = { values: 300, encoding: PLAIN, content: Array.from({ length: 300 }, () => [1, 0, 0, 0, 97]).flat().slice(0, 900) };
    const BILLION = 1_000_000_000;
    /** Of whole numbers: the first, and the same again and again. */
    const same = (count: number, value: number): number[] => [...varint(128), ...varint(4), ...varint(count), ...zigzag(value), ...Array.from({ length: Math.ceil(count / 128) }, () => [0, 0, 0, 0, 0]).flat()];

    it.each([
      ["a billion of one value", [{ values: BILLION, encoding: RLE_DICTIONARY, content: [1, ...varint(2 * BILLION), 0] }], /more than 8,388,608 values in one group of rows/],
      ["a billion zeros that take no bit", [{ values: BILLION, encoding: RLE_DICTIONARY, content: [0] }], /more than 8,388,608 values/],
      ["a dictionary of a billion", [{ values: BILLION, dictionary: true }], /more than 8,388,608 values/],
      ["a run of a billion among three hundred", [{ values: 300, encoding: RLE_DICTIONARY, content: [1, ...varint(2 * BILLION), 0] }], /pages say of their sizes does not fit/],
      ["packed bits of a billion among three hundred", [{ values: 300, encoding: RLE_DICTIONARY, content: [0, ...varint(2 * (BILLION / 8) + 1)] }], /pages say of their sizes does not fit/],
      ["texts that repeat a gigabyte of the one before", [{ values: 300, encoding: DELTA_BYTE_ARRAY, content: [...same(300, BILLION), ...same(300, 0)] }], /unfolds to more than 1\.1 GB/],
      ["a page of four gigabytes", [{ ...few, unpacked: 2 ** 31 - 1 }], /unfolds to more than/],
      ["a page beyond the column's end", [{ values: 300, encoding: PLAIN, content: [] , unpacked: 0 }, { values: 1, encoding: PLAIN, content: [], unpacked: 5 }], /damaged/],
    ] as const)("%s", async (_, pages, sentence) => {
      const refused = async () => expect(await refusal(file(...pages), "t.parquet")).toMatch(sentence);
      expect(await processorTime(refused)).toBeLessThan(1000);
    });
  });

  it("stops at a dictionary that unfolds without end", async () => {
    const text = "x".repeat(100_000);
    const bytes = parquet([{ name: "a", data: Array.from({ length: 3000 }, () => text) }]);
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await refusal(bytes, "t.parquet", {}, { most: 50_000_000 })).toMatch(/unfolds to more than 50 MB/);
  });
});
