import fc from "fast-check";
import { zipSync, type Zippable } from "fflate";
import { describe, expect, it } from "vitest";
import { pack, unpack } from "../../../src/engine/export/zip.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const MEGABYTE = 2 ** 20;
const [LISTED, LAST] = [0x02014b50, 0x06054b50];

/** Places of a signature in an archive. */
const placesOf = (zip: Uint8Array, mark: number): number[] => {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  return Array.from({ length: zip.length - 3 }, (_, at) => at).filter((at) => view.getUint32(at, true) === mark);
};
/** An archive whose listed entries were changed. */
function forged(files: Zippable, change: (view: DataView, listed: readonly number[], last: number) => void): Uint8Array {
  const zip = zipSync(files).slice();
  change(new DataView(zip.buffer), placesOf(zip, LISTED), placesOf(zip, LAST)[0]!);
  return zip;
}
const why = (zip: Uint8Array, limits?: Parameters<typeof unpack>[1]): string => {
  const files = unpack(zip, limits);
  return files.ok ? "opened" : files.problems.map(({ message }) => message).join("; ");
};
const refused = (reason: string): string => `This zip file cannot be opened: ${reason}.`;
const DAMAGED = refused("it is damaged or was not downloaded completely");
const two = { "a.txt": utf8("hello"), "b.txt": utf8("world") };

describe("an archive that means harm", () => {
  it("larger than it may be is refused before a byte of it is unpacked", () => {
    expect(why(zipSync({ a: new Uint8Array(3 * MEGABYTE) }), { entries: 10, bytes: 2 * MEGABYTE })).toBe(refused("unpacked it is larger than 2.1 MB"));
  });

  it("that lies about its size is stopped where the lie shows", () => {
    const lie = (size: number) => forged({ a: new Uint8Array(8 * MEGABYTE) }, (view, [listed]) => view.setUint32(listed! + 24, size, true));
    expect(why(lie(10), { entries: 10, bytes: MEGABYTE })).toBe(refused("'a' is not as large as the archive says"));
    expect(why(lie(2 ** 31), { entries: 10, bytes: MEGABYTE })).toBe(refused("unpacked it is larger than 1 MB"));
    expect(why(lie(8 * MEGABYTE + 1))).toBe(refused("'a' is not as large as the archive says"));
  });

  it("whose files share bytes is refused", () => {
    expect(why(forged(two, (view, [a, b]) => view.setUint32(b! + 42, view.getUint32(a! + 42, true), true)))).toBe(refused("its files lie over one another"));
  });

  it.each(["../evil.txt", "a/../../evil.txt", "/etc/passwd", "C:\\evil.txt", "\\\\host\\evil.txt", "a\\..\\evil.txt"])("with a file called %j is refused", (name) => {
    expect(why(zipSync({ [name]: utf8("x") }))).toBe(refused(`the name '${name}' leads out of it`));
  });

  it("with a name twice, a password, or another kind of packing is refused with what to do", () => {
    expect(why(forged({ "a.txt": utf8("1"), "b.txt": utf8("2") }, (view, [, b]) => view.setUint8(b! + 46, 0x61)))).toBe(refused("'a.txt' is in it twice"));
    expect(why(forged(two, (view, [a]) => view.setUint16(a! + 8, 1, true)))).toBe(refused("it is locked with a password; pack it again without one"));
    expect(why(forged(two, (view, [a]) => view.setUint16(a! + 10, 12, true)))).toBe(refused("'a.txt' is packed in a way that is not known here; pack it again as an ordinary zip file"));
  });

  it("of 65,536 files, or claiming so, is refused at once", () => {
    const started = performance.now();
    expect(why(zipSync(Object.fromEntries(Array.from({ length: 65_534 }, (_, i) => [`${i}`, new Uint8Array(0)])), { level: 0 }))).toBe(refused("it holds more than 200 files"));
    expect(why(forged(two, (view, _, last) => view.setUint16(last + 10, 0xffff, true)))).toBe(refused("it holds more than 200 files"));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("names that are words of the language, or no UTF-8, are names like others", () => {
    const opened = unpack(forged({ ninechars: utf8("a"), constructor: utf8("b") }, (view, [a]) => utf8("__proto__").forEach((byte, i) => view.setUint8(a! + 46 + i, byte))));
    expect(opened.ok && Object.keys(opened.value).sort()).toEqual(["__proto__", "constructor"]);
    expect(why(forged(two, (view, [a]) => view.setUint8(a! + 46, 0xff)))).toBe("opened");
  });
});

describe("an archive that is no archive", () => {
  it("cut anywhere, it is damaged; with a comment or in another's folder, it opens", () => {
    const zip = pack(two);
    for (let length = 4; length < zip.length; length += 3) expect(why(zip.slice(0, length))).toBe(DAMAGED);
    expect(why(new Uint8Array(0))).toContain("not a zip file");
    expect(why(utf8("Rar!\x1a\x07\0 and so on"))).toContain("not a zip file");
    const withComment = Uint8Array.from([...zip, ...utf8("hello")]);
    new DataView(withComment.buffer).setUint16(zip.length - 2, 5, true);
    expect(why(withComment)).toBe("opened");
  });

  it("whatever bytes are changed, the answer is the files or a sentence", () => {
    const zip = zipSync({ "a.txt": utf8("hello ".repeat(50)), "b.bin": [Uint8Array.from({ length: 200 }, (_, i) => i), { level: 0 }] });
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (hits) => {
      const broken = zip.slice();
      for (const [at, byte] of hits) broken[at] = byte;
      const files = unpack(broken);
      if (!files.ok) for (const { message } of files.problems) expect(message).toMatch(/^This .*\.$/s);
    }), { numRuns: 2_000 });
  });

  it("whatever files are packed come back", () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."abc._-ü") }).filter((name) => name !== ".."), fc.uint8Array({ maxLength: 300 }), { maxKeys: 5 }), (files) => {
      const back = unpack(pack(files));
      expect(back.ok && Object.entries(back.value).sort()).toEqual(Object.entries(files).sort());
    }));
  });
});
