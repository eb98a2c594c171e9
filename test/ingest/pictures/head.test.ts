import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pictureHead, type Look } from "../../../src/engine/data/pictures/look.ts";
import { plainSize } from "../../../src/engine/data/pictures/formats/jpeg.ts";
import { bytesOf, join } from "../archive/zips.ts";
import { app1, avif, bmp, exif, gif, jpeg, png, webpExtended, webpLossless, webpLossy, type PngMade } from "./made.ts";

const look = (bytes: Uint8Array): Look => pictureHead(bytes, true);
const headOf = (bytes: Uint8Array): Record<string, unknown> => {
  const seen = look(bytes);
  if (seen.kind !== "picture") throw new Error(seen.kind === "refused" ? seen.why : seen.kind);
  return { ...seen.head };
};
const why = (bytes: Uint8Array): string => {
  const seen = look(bytes);
  return seen.kind === "refused" ? seen.why : seen.kind;
};
const usual = { orientation: 1, animated: false, cmyk: false, bits: 8 };

describe("PNG", () => {
  const trns = ["tRNS", [0, 0]] as const;
  const kinds: readonly [string, PngMade, object][] = [
    ["grey", { kind: 0 }, { channels: 1 }],
    ["grey in 16 bits", { kind: 0, bits: 16 }, { channels: 1, bits: 16 }],
    ["grey in one bit", { kind: 0, bits: 1 }, { channels: 1, bits: 1 }],
    ["colours", { kind: 2 }, { channels: 3 }],
    ["colours and a transparent one", { kind: 2, chunks: [trns] }, { channels: 4 }],
    ["a palette", { kind: 3, bits: 4, chunks: [["PLTE", [1, 2, 3]]] }, { channels: 3, bits: 4 }],
    ["a palette with transparency", { kind: 3, chunks: [["PLTE", [1, 2, 3]], trns] }, { channels: 4 }],
    ["grey with alpha", { kind: 4 }, { channels: 4 }],
    ["colours with alpha in 16 bits", { kind: 6, bits: 16 }, { channels: 4, bits: 16 }],
    ["two frames", { chunks: [["acTL", [0, 0, 0, 2, 0, 0, 0, 0]]] }, { channels: 3, animated: true }],
    ["one frame, said to be an animation", { chunks: [["acTL", [0, 0, 0, 1, 0, 0, 0, 0]]] }, { channels: 3 }],
  ];
  test.each(kinds)("%s", (_, made, expected) => {
    expect(headOf(png(made))).toEqual({ format: "png", width: 2, height: 3, ...usual, ...expected });
  });

  test("on its side", () => expect(headOf(png({ chunks: [["eXIf", exif(6, "MM")]] }))).toMatchObject({ width: 3, height: 2, orientation: 6 }));

  test.each([
    ["a kind of colour that is none", png({ kind: 1 })],
    ["bits that its kind has not", png({ kind: 2, bits: 4 })],
    ["a header whose checksum is wrong", png().map((byte, i) => (i === 19 ? 77 : byte))],
    ["no pixels at all", join([png().slice(0, 33), png().slice(-12)])],
  ])("%s", (_, bytes) => expect(why(bytes)).toContain("header is damaged"));
});

describe("JPEG", () => {
  test.each([["baseline", 0xc0], ["extended", 0xc1], ["progressive", 0xc2]])("%s", (_, frame) => {
    expect(headOf(jpeg({ frame }))).toEqual({ format: "jpeg", width: 5, height: 4, channels: 3, ...usual });
  });

  test("grey, and four inks", () => {
    expect(headOf(jpeg({ components: 1 }))).toMatchObject({ channels: 1, cmyk: false });
    expect(headOf(jpeg({ components: 4, before: [[0xee, bytesOf("Adobe\0d\0\0\0\0\u0002")]] }))).toMatchObject({ channels: 3, cmyk: true });
  });

  test.each(Array.from({ length: 8 }, (_, i) => i + 1))("lying as %i says", (orientation) => {
    const size = orientation >= 5 ? { width: 4, height: 5 } : { width: 5, height: 4 };
    for (const order of ["II", "MM"] as const) expect(headOf(jpeg({ before: [app1(orientation, order)] }))).toMatchObject({ orientation, ...size });
  });

  test("EXIF that makes no sense turns nothing", () => {
    for (const exif of [bytesOf("Exif\0\0II*\0\u0008\0\0\0"), bytesOf("Exif\0\0"), app1(9)[1], app1(0)[1], bytesOf(`Exif\0\0${"\u007f".repeat(40)}`)]) {
      expect(headOf(jpeg({ before: [[0xe1, exif]] }))).toMatchObject({ orientation: 1 });
    }
  });

  test("dirt between segments is skipped, as decoders do", () => {
    expect(headOf(join([jpeg().slice(0, 2), Uint8Array.of(0xff, 0xff), jpeg().slice(2, 71), bytesOf("dirt"), jpeg().slice(71)]))).toMatchObject({ width: 5 });
  });

  test.each([["lossless", { frame: 0xc3 }], ["arithmetic", { frame: 0xc9 }], ["of 12 bits", { frame: 0xc1, bits: 12 }]])("%s: not for browsers", (_, made) => {
    expect(why(jpeg(made))).toContain("a kind of JPEG that few browsers decode");
  });

  test("a preview inside does not pass for the picture, nor its end for the end", () => {
    const preview = join([bytesOf("JFXX\0\u0010"), jpeg({ width: 1, height: 1 })]);
    expect(headOf(jpeg({ before: [[0xe0, preview]] }))).toMatchObject({ width: 5 });
    expect(why(jpeg({ before: [[0xe0, preview]], end: false }))).toContain("ends too early");
  });

  test("plain is one that needs no turning and has no inks", () => {
    expect(plainSize(jpeg())).toEqual({ width: 5, height: 4 });
    expect(plainSize(jpeg({ components: 1, before: [app1(1)] }))).toEqual({ width: 5, height: 4 });
    for (const bytes of [jpeg({ before: [app1(6)] }), jpeg({ components: 4 }), jpeg({ frame: 0xc3 }), jpeg().slice(0, 60), png(), new Uint8Array(0)]) expect(plainSize(bytes)).toBeNull();
  });
});

describe("GIF, WebP, BMP, AVIF", () => {
  test("GIF: one frame, several, transparency", () => {
    expect(headOf(gif())).toEqual({ format: "gif", width: 2, height: 2, channels: 3, ...usual, bits: 1 });
    expect(headOf(gif({ frames: 3, transparent: true }))).toMatchObject({ channels: 4, animated: true });
    expect(headOf(gif({ trailer: false }))).toMatchObject({ animated: false });
  });

  test("WebP: lossy, lossless, extended", () => {
    expect(headOf(webpLossy(300, 200))).toEqual({ format: "webp", width: 300, height: 200, channels: 3, ...usual });
    expect(headOf(webpLossless(300, 200, true))).toMatchObject({ width: 300, height: 200, channels: 4 });
    expect(headOf(webpLossless(300, 200, false))).toMatchObject({ channels: 3 });
    expect(headOf(webpExtended(70_000 - 5000, 3, { alpha: true, animated: true }))).toMatchObject({ width: 65_000, height: 3, channels: 4, animated: true });
    expect(headOf(webpExtended(30, 20, { orientation: 8 }))).toMatchObject({ width: 20, height: 30, orientation: 8 });
  });

  test("BMP: of Windows and OS/2, upside down, with alpha", () => {
    expect(headOf(bmp())).toEqual({ format: "bmp", width: 3, height: 2, channels: 3, ...usual });
    expect(headOf(bmp({ size: 12 }))).toMatchObject({ width: 3, height: 2 });
    expect(headOf(bmp({ height: -2 }))).toMatchObject({ height: 2 });
    expect(headOf(bmp({ size: 124, bits: 32, compression: 3, alpha: true }))).toMatchObject({ channels: 4 });
    expect(why(bmp({ compression: 4 }))).toContain("a kind of BMP that browsers do not decode");
    expect(look(join([bytesOf("BMW, Audi\n1, 2\n"), new Uint8Array(40)])).kind).toBe("other");
  });

  test("AVIF: the primary item's size, turned, with its depth", () => {
    expect(headOf(avif())).toEqual({ format: "avif", width: 6, height: 4, channels: 3, ...usual });
    expect(headOf(avif({ turn: 1, alpha: true, depth: 10 }))).toMatchObject({ width: 4, height: 6, channels: 4, bits: 10 });
    expect(headOf(avif({ turn: 2, grey: true, depth: 12 }))).toMatchObject({ width: 6, height: 4, channels: 1, bits: 12 });
    expect(headOf(avif({ brands: ["avis", "avif"] }))).toMatchObject({ animated: true });
  });
});

describe("what is refused, by its own sentence", () => {
  test("30,000 × 30,000 pixels, before anything is decoded, in every format", () => {
    const [width, height] = [30_000, 30_000];
    for (const bytes of [png({ width, height }), jpeg({ width, height }), webpExtended(width, height), gif({ width, height }), avif({ width, height }), webpLossless(16_384, 16_384, false)]) {
      expect(why(bytes)).toMatch(/^It has \d\d,\d+ × \d\d,\d+ pixels; at most 100 million, and 65,535 on a side, are decoded/);
    }
    expect(headOf(png({ width: 10_000, height: 10_000 }))).toMatchObject({ width: 10_000 });
    expect(why(png({ width: 70_000, height: 1 }))).toContain("65,535 on a side");
  });

  test("no pixels", () => expect(why(png({ width: 0 }))).toBe("It has no pixels."));

  const others: readonly [string, Uint8Array, string][] = [
    ["HEIC", avif({ brands: ["heic", "mif1"] }), "HEIC, which browsers do not decode. Save it as JPEG; on an iPhone"],
    ["TIFF", bytesOf(`II*\0${"\0".repeat(200)}`), "TIFF"],
    ["PSD", bytesOf("8BPS\0\u0001"), "Photoshop"],
    ["SVG", bytesOf('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "a drawing in SVG"],
    ["SVG without a declaration", bytesOf("\ufeff <svg viewBox='0 0 1 1'/>"), "a drawing in SVG"],
    ["an icon", Uint8Array.of(0, 0, 1, 0, 1, 0), "an icon"],
    ["DICOM", join([new Uint8Array(128), bytesOf("DICM")]), "DICOM"],
    ["JPEG XL", Uint8Array.of(0xff, 0x0a, 1, 2), "JPEG XL"],
    ["JPEG 2000", bytesOf("\0\0\0\u000cjP  \r\n"), "JPEG 2000"],
    ["nothing", new Uint8Array(0), "The file is empty."],
  ];
  test.each(others)("%s", (_, bytes, words) => expect(why(bytes)).toContain(words));

  test("text and other files are no pictures", () => {
    for (const text of ["a,b\n1,2\n", "<!DOCTYPE html><html>an <svg> inside</html>", "P5,x\n", "GIF8", "x"]) expect(look(bytesOf(text)).kind).toBe("other");
  });
});

const samples: Readonly<Record<string, Uint8Array>> = {
  png: png(), jpeg: jpeg({ before: [app1(6)] }), gif: gif({ frames: 2 }), lossy: webpLossy(3, 3), lossless: webpLossless(3, 3, true), extended: webpExtended(3, 3, { orientation: 6 }), bmp: bmp(), avif: avif(),
};

describe("cut off anywhere", () => {
  test.each(Object.entries(samples))("%s", (name, bytes) => {
    // What may be missing: a PNG's last checksum, a GIF's frames after the first.
    const enough = { png: bytes.length - 4, gif: gif({ trailer: false }).length }[name] ?? bytes.length;
    for (let length = 0; length < enough; length++) {
      const cut = look(bytes.slice(0, length));
      expect(["refused", "other"], `${name} of ${length} bytes`).toContain(cut.kind);
    }
  });

  test.each(Object.entries(samples))("%s, read bit by bit, asks for more until it is known", (_, bytes) => {
    let have = 0;
    for (let asked = 0; ; asked++) {
      const seen = pictureHead(bytes.subarray(0, have), have >= bytes.length);
      if (seen.kind !== "more") {
        expect(seen).toEqual(look(bytes));
        break;
      }
      expect(seen.bytes).toBeGreaterThan(have);
      expect(asked).toBeLessThan(bytes.length);
      have = Math.min(bytes.length, seen.bytes);
    }
  });
});

describe("torn, though its end is there", () => {
  const spoilt = (bytes: Uint8Array, at: number, ...by: readonly number[]): Uint8Array => {
    const copy = bytes.slice();
    copy.set(by, at);
    return copy;
  };
  const find = (bytes: Uint8Array, text: string): number => bytes.findIndex((_, i) => Array.from(text).every((letter, k) => bytes[i + k] === letter.charCodeAt(0)));
  const scan = (...data: readonly number[]): Uint8Array => {
    const sound = jpeg();
    return join([sound.slice(0, -10), Uint8Array.from(data), Uint8Array.of(0xff, 0xd9)]); // of its eight bytes of data, and the end
  };

  test("a PNG whose pixels do not have the checksum that they should; a remark in it may be damaged", () => {
    const picture = png({ chunks: [["tEXt", [65, 0, 66]]] });
    expect(look(picture).kind).toBe("picture");
    expect(why(spoilt(picture, find(picture, "IDAT") + 6, 0xaa))).toContain("The picture is torn");
    expect(look(spoilt(picture, find(picture, "tEXt") + 4, 0x5a)).kind).toBe("picture");
  });

  test("a JPEG whose data hold marks that cannot stand there", () => {
    expect(look(scan(1, 0xff, 0, 2)).kind).toBe("picture");
    expect(look(scan(1, 0xff, 0xd0, 2, 0xff, 0xd1, 3)).kind).toBe("picture");
    expect(look(scan(1, 0xff, 0xff, 0xd0, 2)).kind).toBe("picture"); // filled up
    expect(why(scan(1, 0xff, 0xd0, 2, 0xff, 0xd3, 3))).toContain("The picture is torn"); // two stretches are lost
    expect(why(scan(1, 0xff, 0x4b, 2))).toContain("The picture is torn");
    expect(why(scan(1, 0xff, 0xd8, 2, 3))).toContain("The picture is torn"); // another picture begins
  });

  test("a JPEG whose end stands in a remark between two scans, and nowhere else", () => {
    const sound = jpeg();
    const header = sound.slice(sound.length - 10 - 14, sound.length - 10); // of the scan
    const remark = Uint8Array.of(0xff, 0xfe, 0, 4, 0xff, 0xd9);
    const twoScans = join([sound.slice(0, -2), remark, header, Uint8Array.of(1, 2, 0xff, 0xd9)]);
    expect(look(twoScans).kind).toBe("picture");
    expect(why(twoScans.slice(0, -2))).toContain("ends too early");
  });

  test("a WebP without pixels, or with a part that is longer than the file", () => {
    const picture = webpLossy(3, 3);
    expect(why(spoilt(picture, 16, 200))).toContain("torn");
    expect(why(spoilt(webpExtended(3, 3), 30, 0x58, 0x58))).toContain("torn"); // its frame is none
  });

  test("a GIF whose first frame is cut off inside a block", () => {
    const picture = gif({ trailer: false });
    expect(look(picture).kind).toBe("picture");
    expect(why(picture.slice(0, -2))).toContain("ends too early");
  });
});

describe("whatever the bytes", () => {
  const fine = (bytes: Uint8Array): void => {
    // Beyond the bytes lie others of the same buffer: a read out of bounds would change what is seen.
    const inZeros = join([bytes, new Uint8Array(64)]).subarray(0, bytes.length);
    const inOnes = join([bytes, new Uint8Array(64).fill(255)]).subarray(0, bytes.length);
    for (const complete of [true, false]) {
      const seen = pictureHead(inZeros, complete);
      expect(pictureHead(inOnes, complete)).toEqual(seen);
      if (complete) expect(seen.kind).not.toBe("more");
    }
  };

  test("a picture with some bytes changed", () => {
    const all = Object.values(samples);
    fc.assert(fc.property(fc.constantFrom(...all), fc.array(fc.tuple(fc.nat(400), fc.constantFrom(0, 1, 2, 127, 128, 254, 255)), { minLength: 1, maxLength: 5 }), (sample, changes) => {
      const bytes = sample.slice();
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      fine(bytes);
    }), { numRuns: 3000 });
  });

  test("a true beginning, then anything", () => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(samples)), fc.nat(60), fc.uint8Array({ maxLength: 300 }), (sample, kept, rest) => fine(join([sample.slice(0, kept), rest]))), { numRuns: 3000 });
  });
});
