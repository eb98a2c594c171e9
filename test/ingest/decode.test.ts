import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, decoderFor, detectEncoding } from "../../src/ingest/decode.ts";
import { concat, cut, cuts, utf16, utf8 } from "./reading.ts";

async function decoded(bytes: Uint8Array, places: readonly number[], encoding: string): Promise<string> {
  let text = "";
  for await (const part of decode(cut(bytes, places), decoderFor(encoding)!)) text += part;
  return text;
}

const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
const TABLE = "name;city\nJosé;Köln\n李;東京\n😀;\n";

describe("a stream cut anywhere decodes to the same text", () => {
  test.each([
    ["utf-8", utf8],
    ["utf-16le", (text: string) => utf16(text, "le")],
    ["utf-16be", (text: string) => utf16(text, "be")],
  ] as const)("%s, any text", async (encoding, encode) => {
    await fc.assert(fc.asyncProperty(anyText, cuts, async (text, places) => {
      fc.pre(!text.startsWith("\ufeff"));
      expect(await decoded(encode(text), places, encoding)).toBe(text);
    }));
  });

  test.each([
    ["utf-8", utf8(TABLE)],
    ["utf-16le", utf16(TABLE, "le")],
    ["utf-16be", utf16(TABLE, "be")],
  ] as const)("%s, every single boundary", async (encoding, bytes) => {
    for (let place = 0; place <= bytes.length; place++) expect(await decoded(bytes, [place], encoding)).toBe(TABLE);
    expect(await decoded(bytes, Array.from(bytes.keys()), encoding)).toBe(TABLE);
  });
});

describe("detection", () => {
  test.each([
    ["a UTF-8 mark", concat([0xef, 0xbb, 0xbf], utf8(TABLE)), "utf-8", true],
    ["a UTF-16 little-endian mark", concat([0xff, 0xfe], utf16(TABLE, "le")), "utf-16le", true],
    ["a UTF-16 big-endian mark", concat([0xfe, 0xff], utf16(TABLE, "be")), "utf-16be", true],
    ["UTF-16 little endian without a mark", utf16(TABLE, "le"), "utf-16le", true],
    ["UTF-16 big endian without a mark", utf16(TABLE, "be"), "utf-16be", true],
    ["valid UTF-8", utf8(TABLE), "utf-8", true],
    ["Latin letters in single bytes", Uint8Array.from([...utf8("a,b\nM"), 0xfc, ...utf8("ller,1\n")]), "windows-1252", true],
    ["plain ASCII, of which more is still unknown", utf8("a,b\n1,2\n"), "utf-8", false],
    ["nothing", utf8(""), "utf-8", false],
  ] as const)("%s", (_, bytes, encoding, certain) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, certain });
  });

  test("a sample that ends inside a character is still UTF-8", () => {
    const bytes = utf8("東京");
    for (let end = 3; end <= bytes.length; end++) expect(detectEncoding(bytes.subarray(0, end)).encoding).toBe("utf-8");
  });

  test("an unknown encoding has no decoder", () => {
    expect(decoderFor("klingon")).toBeNull();
  });
});
