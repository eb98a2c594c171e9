import fc from "fast-check";
import { deflateSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openArchive } from "../../../src/ingest/archive/archive.ts";
import { usualLimits } from "../../../src/ingest/archive/limits.ts";
import { bytesInMemory } from "../../support/bytes.ts";
import { wholeOf } from "../../../src/ingest/files.ts";
import { Unreadable } from "../../../src/ingest/source.ts";
import { bytesOf, contents, join, opened, refusal, textOf, zipOf } from "./zips.ts";

/** Noise: it packs to nearly its own size, too much to be inflated at once. */
let state = 1;
const large = Uint8Array.from({ length: 100_000 }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);

describe("honest archives", () => {
  test("files stored and packed, in folders, with a comment at the end", async () => {
    const archive = await opened(zipOf([{ name: "a/", mode: 0o040755, method: 0 }, { name: "a/1.txt", data: "one" }, { name: "b\\2.txt", data: "two", method: 0 }, { name: "./c.txt" }], { comment: "hello" }));
    expect(await contents(archive)).toEqual({ "a/1.txt": "one", "b/2.txt": "two", "c.txt": "" });
    expect(archive).toMatchObject({ refused: [], notes: [], passedOver: 0 });
  });

  test("those of another writer, read as often as wanted", async () => {
    const big = "0123456789".repeat(200_000);
    const archive = await opened(zipSync({ "big.txt": bytesOf(big), "ü.txt": bytesOf("u") }));
    for (let i = 0; i < 2; i++) expect(await contents(archive)).toEqual({ "big.txt": big, "ü.txt": "u" });
    expect(archive.notes).toEqual([]);
  });

  test("a large one, left early and read to its end", async () => {
    const { files: [file] } = await opened(zipOf([{ name: "x", data: large }]));
    for await (const piece of file!.pieces()) {
      expect(piece).toEqual(large.subarray(0, piece.length));
      break;
    }
    expect(await wholeOf(file!, 1e6)).toEqual(large);
  });

  test("a source that goes away in the middle says so", async () => {
    const bytes = zipOf([{ name: "x", data: join(Array.from({ length: 20 }, () => large)) }]);
    let left = Infinity;
    const source = { size: bytes.length, read: async (from: number, to: number) => { if (left-- < 1) throw new Unreadable("NotFoundError"); return bytes.slice(from, to); } };
    const outcome = await openArchive(source);
    left = 1; // what is read ahead with the header is half of it
    const [file] = outcome.ok ? outcome.value.files : [];
    expect(await textOf(file!)).toContain("could not be read to its end");
  });

  test("Zip64, with bytes before the archive", async () => {
    const bytes = join([bytesOf("#!/bin/sh of a self-extractor\n"), zipOf([{ name: "a.txt", data: "one" }], { zip64: true })]);
    expect(await contents(await opened(bytes))).toEqual({ "a.txt": "one" });
  });

  test("65,536 entries, counted in the wide form or wrongly in the narrow one", async () => {
    const entries = Array.from({ length: 65_536 }, (_, i) => ({ name: `f/${i}.txt`, data: "", method: 0 }));
    for (const zip64 of [true, false]) expect((await opened(zipOf(entries, { zip64 }))).files).toHaveLength(65_536);
  });

  test("what systems leave beside people's files is passed over and counted", async () => {
    const left = ["__MACOSX/a/._1.txt", ".DS_Store", "a/.DS_Store", "a/Thumbs.db", "desktop.ini", "a/._1.txt"];
    const archive = await opened(zipOf([...left, "a/1.txt"].map((name) => ({ name, data: "x" }))));
    expect(archive).toMatchObject({ refused: [], passedOver: left.length });
    expect(archive.files.map(({ path }) => path)).toEqual(["a/1.txt"]);
  });

  test("an archive inside stays a file", async () => {
    expect((await opened(zipOf([{ name: "inner.zip", data: zipOf([{ name: "a.txt" }]) }]))).files.map(({ path }) => path)).toEqual(["inner.zip"]);
  });
});

describe("entries that are not taken, beside one that is", () => {
  const good = { name: "good.txt", data: "fine" };
  const refusedOf = async (...entries: Parameters<typeof zipOf>[0]) => {
    const archive = await opened(zipOf([good, ...entries]));
    expect(await contents(archive)).toEqual({ "good.txt": "fine" });
    return archive.refused;
  };

  test.each(["../evil.txt", "a/../../evil.txt", "/etc/passwd", "C:\\evil.txt", "..\\evil.txt", "\\\\host\\share\\evil.txt", "a/.."])("%s leads out", async (name) => {
    expect(await refusedOf({ name, data: "x" })).toEqual([{ path: name, why: "Its path leads out of the archive's own folder." }]);
  });

  test.each([["", "Its name is empty"], ["a\0b.txt", "zero character"]])("the name '%s'", async (name, why) => {
    expect((await refusedOf({ name, data: "x" }))[0]!.why).toContain(why);
  });

  test("links, encrypted entries, other methods", async () => {
    const found = await refusedOf({ name: "link", data: "/etc/passwd", mode: 0o120777 }, { name: "secret.txt", data: "x", flags: 1 }, { name: "lzma.txt", data: "x", method: 14 });
    expect(found.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      "link: It is a link to another file, not a file.",
      "secret.txt: It is encrypted. Unpack the archive with its password, and open the folder.",
      expect.stringContaining("lzma.txt: It is packed by method 14; only files stored or packed by Deflate are read."),
    ]);
  });

  test("a path that comes again: the first is taken", async () => {
    expect(await refusedOf({ name: "good.txt", data: "other" }, { name: ".//good.txt", data: "third" })).toEqual(
      Array.from({ length: 2 }, () => ({ path: "good.txt", why: "Another entry before it has the same path; that one was taken." })));
  });

  test("a bomb, by what it announces", async () => {
    const [bomb] = await refusedOf({ name: "zeros", size: 100_000_000, packed: new Uint8Array(100_000) });
    expect(bomb).toEqual({ path: "zeros", why: expect.stringContaining("It would unpack to 100 MB, 1,000 times its size in the archive") });
  });

  test("more than one file may have, or all together", async () => {
    const limits = { ...usualLimits, file: 10, total: 15 };
    const archive = await opened(zipOf([{ name: "large", data: "x".repeat(11) }, { name: "a", data: "x".repeat(10) }, { name: "b", data: "x".repeat(6) }, { name: "c", data: "x".repeat(5) }]), limits);
    expect(Object.keys(await contents(archive))).toEqual(["a", "c"]);
    expect(archive.refused.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      "large: It would unpack to 11 bytes; at most 10 bytes are unpacked of one file.",
      "b: The files before it already unpack to nearly 15 bytes, the most that is unpacked of one archive.",
    ]);
  });

  test("overlapping entries: all of those that share bytes", async () => {
    const first = { name: "a.txt", data: "aaaa", method: 0 };
    const archive = await opened(zipOf([good, first, { name: "b.txt", data: "aaaa", method: 0, offset: zipOf([good]).length - 22 - 46 - 8 }]));
    expect(archive.refused.map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect(archive.refused[0]!.why).toContain("overlap");
    expect(Object.keys(await contents(archive))).toEqual(["good.txt"]);
  });
});

describe("files that turn out bad when they are read", () => {
  const broken: readonly [string, Parameters<typeof zipOf>[0][number], string][] = [
    ["a size too small: inflating stops there", { name: "x", data: new Uint8Array(200_000), size: 1000 }, "unpacks to another size"],
    ["a size too large", { name: "x", data: "abc", size: 1000 }, "unpacks to another size"],
    ["a stored file of two sizes", { name: "x", data: "abc", method: 0, size: 2 }, "unpacks to another size"],
    ["a wrong checksum", { name: "x", data: "abc", crc: 1 }, "Its checksum is wrong"],
    ["a large one of another size", { name: "x", data: large, size: 99_999 }, "unpacks to another size"],
    ["a large one cut off", { name: "x", data: large, packed: deflateSync(large).slice(0, 50_000) }, "Its packed bytes are damaged"],
    ["a large one that is none", { name: "x", data: large, packed: large.map((byte) => byte | 7) }, "Its packed bytes are damaged"],
    ["a large one with a wrong checksum", { name: "x", data: large, crc: 1 }, "Its checksum is wrong"],
    ["packed bytes that are none", { name: "x", data: "abc", packed: Uint8Array.of(7, 255, 255, 255) }, "Its packed bytes are damaged"],
    ["packed bytes cut off", { name: "x", data: "a long text that is packed", packed: zipOf([{ name: "", data: "a long text that is packed" }]).slice(30, 40) }, "Its packed bytes are damaged"],
    ["a place that holds something else", { name: "x", data: "abc", offset: 5 }, "Its place in the archive"],
    ["bytes beyond the list", { name: "x", data: "abc", method: 0, size: 5000, packedSize: 5000 }, "Its place in the archive"],
  ];
  test.each(broken)("%s", async (_, entry, why) => {
    const { files, refused } = await opened(zipOf([entry]));
    const said = files[0] ? await textOf(files[0]) : refused[0]!.why;
    expect(said).toContain(why);
  });

  test("a header that tells another story than the list", async () => {
    const bytes = zipOf([{ name: "x", data: "abc", method: 0 }]);
    bytes[8] = 8; // the method, in front of the bytes
    expect(await textOf((await opened(bytes)).files[0]!)).toMatch(/damaged/);
  });
});

describe("names in other encodings", () => {
  test("code page 437, as old programs write them", async () => {
    const archive = await opened(zipOf([{ name: Uint8Array.of(0x81, 0x62, 0x2e, 0x74, 0x78, 0x74), data: "x" }]));
    expect(archive.files.map(({ path }) => path)).toEqual(["üb.txt"]);
    expect(archive.notes.map(({ message }) => message)).toEqual([expect.stringMatching(/^The names of 1 file are not in UTF-8 and were read as CP437: üb\.txt\. If they look wrong/)]);
  });

  test("Shift_JIS, beside plain ones", async () => {
    const archive = await opened(zipOf([{ name: "plain.txt" }, { name: Uint8Array.of(0x83, 0x6c, 0x83, 0x52, 0x2e, 0x74, 0x78, 0x74) }]));
    expect(archive.files.map(({ path }) => path)).toEqual(["plain.txt", "ネコ.txt"]);
    expect(archive.notes[0]!.message).toContain("were read as Shift_JIS: ネコ.txt");
  });

  test("UTF-8 without its flag needs no note; a flag that lies is found out", async () => {
    expect(await opened(zipOf([{ name: "ネコ.txt" }]))).toMatchObject({ files: [{ path: "ネコ.txt" }], notes: [] });
    expect((await opened(zipOf([{ name: Uint8Array.of(0x81, 0x62), flags: 0x800 }]))).files.map(({ path }) => path)).toEqual(["üb"]);
  });

  test("paths that differ in capitals are both taken, and named", async () => {
    const archive = await opened(zipOf([{ name: "Cat/1.jpg" }, { name: "cat/1.jpg" }]));
    expect(archive.files).toHaveLength(2);
    expect(archive.notes[0]!.message).toBe("Some paths differ only in capital letters, and each was taken for itself: Cat/1.jpg and cat/1.jpg.");
  });
});

describe("files that are no archives, or not whole", () => {
  const whole = zipOf([{ name: "a.txt", data: "one" }, { name: "b.txt", data: "two" }]);

  test.each([["nothing", new Uint8Array(0)], ["text", bytesOf("a,b\n1,2\n".repeat(10))], ["the first half", whole.slice(0, 60)]])("%s", async (_, bytes) => {
    expect(await refusal(bytes)).toContain("its end is missing. Copy or download it again.");
  });

  test("a damaged list", async () => {
    const bytes = whole.slice();
    bytes.fill(0, bytes.length - 22 - 51, bytes.length - 22 - 45); // where the second entry of the list begins
    expect(await refusal(bytes)).toMatch(/^The archive's list of files is damaged/);
  });

  test("too many entries, or a list that is too large", async () => {
    expect(await refusal(whole, { ...usualLimits, entries: 1 })).toContain("more than 1 entries");
    expect(await refusal(zipOf(Array.from({ length: 2000 }, (_, i) => ({ name: `${i}` }))), { ...usualLimits, list: 70_000 })).toContain("at most 70 kB are read");
  });

  test("one that is cancelled", async () => {
    const outcome = await openArchive(bytesInMemory(whole), AbortSignal.abort());
    expect(outcome.ok ? "" : outcome.problems[0]!.message).toBe("Reading was cancelled.");
  });

  test("whatever bytes change, it is a failure with a sentence or the rest that is left", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = whole.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      const outcome = await openArchive(bytesInMemory(bytes));
      if (outcome.ok) await contents(outcome.value);
      else expect(outcome.problems[0]!.message).toMatch(/\.$/);
    }), { numRuns: 300 });
  });
});
