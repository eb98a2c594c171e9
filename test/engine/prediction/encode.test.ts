import { describe, expect, test } from "vitest";
import { openYaml } from "../../../src/engine/config/open.ts";
import type { Media } from "../../../src/engine/data/pictures/media.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { cellReader, inputEncoder, rowRange } from "../../../src/engine/prediction/encode.ts";
import { LostFiles } from "../../../src/engine/prediction/lost-files.ts";

test("a column that is filled from its neighbours is looked through once, however often rows of it are asked for", () => {
  let looks = 0;
  const feature = { column: "x", missing: "bfill" as const, isMissing: (cell: string) => { looks++; return cell === "?"; } };
  const cellsAt = cellReader(tableFrom({ x: ["a", "?", "c", null, "e", "?"] }));
  const read = [0, 2, 4].map((from) => [...cellsAt(feature, Uint32Array.of(from, from + 1))]);
  expect(read).toEqual([["a", "c"], ["c", "e"], ["e", "e"]]);
  expect(looks).toBe(5 + 6); // and the cells that are read
});

describe("files that cannot be read", () => {
  /** Pictures of one pixel: "7" is as bright as that, "x…" cannot be read; grey is 127.5. */
  function encoderOf(cells: Cells, missing: string) {
    const reads: string[] = [];
    const looks = { count: 0 };
    const media: Media = {
      picture: () => ({ width: 1, height: 1, channels: 1 }),
      pixels: async (some) => {
        looks.count++;
        return some.map((cell) => {
          if (cell !== null) reads.push(cell);
          return cell === null || cell.startsWith("x") ? null : Uint8Array.of(Number(cell));
        });
      },
    };
    const table = { ...tableFrom({ photo: cells }), media };
    const { opened } = openYaml(`
input_features: [{name: photo, type: image, preprocessing: {missing_value_strategy: ${missing}, height: 1, width: 1, num_channels: 1}}]
output_features: [{name: side, type: category}]
`);
    const feature = opened!.inputs[0]!.fit(["1"], () => {}, media);
    const lost = new LostFiles(table);
    return { encode: inputEncoder([feature], [{ feature: "photo", part: "pixels", tensorName: "photo_pixels" }], table, lost), lost, reads, looks };
  }
  const shown = async (cells: Cells, missing: string, pieces: readonly (readonly [number, number])[] = [[0, cells.length]]) => {
    const { encode, lost, reads } = encoderOf(cells, missing);
    const pixels: number[] = [];
    for (const [from, to] of pieces) pixels.push(...(await encode(rowRange(from, to)))[0]!.data);
    return { pixels, lost: lost.losses().flatMap(({ rows }) => [...rows]), reads };
  };

  test("the next row's stands in for it, and it alone is read in addition", async () => {
    expect(await shown(["1", "x", "3", "4"], "bfill")).toEqual({ pixels: [1, 3, 3, 4], lost: [1], reads: ["1", "x", "3", "4", "3"] });
    expect((await shown(["1", "x", "3", "4"], "ffill")).pixels).toEqual([1, 1, 3, 4]);
  });

  test("an empty cell that took it takes the next one too", async () => {
    expect(await shown([null, "x", "x2", "7"], "bfill")).toMatchObject({ pixels: [7, 7, 7, 7], lost: [1, 2] });
  });

  test("at the table's end the last row's stands in, across what is encoded at once", async () => {
    expect(await shown(["1", "2", "x", "x"], "bfill", [[0, 2], [2, 3], [3, 4]])).toMatchObject({ pixels: [1, 2, 2, 2], lost: [2, 3] });
  });

  test("each is read once where all are lost, and the rows are an even grey", async () => {
    const cells = Array.from({ length: 3000 }, (_, i) => `x${i}`);
    const { pixels, lost, reads } = await shown(cells, "bfill", Array.from({ length: 30 }, (_, i) => [100 * i, 100 * i + 100]));
    expect(new Set(pixels)).toEqual(new Set([128]));
    expect(lost).toHaveLength(3000);
    expect(reads.length).toBeLessThan(2 * 3000);
  });

  test("a long run of lost files costs few looks", async () => {
    const { encode, looks } = encoderOf([...Array.from({ length: 2000 }, (_, i) => `x${i}`), "7"], "bfill");
    expect([...(await encode(rowRange(0, 1)))[0]!.data]).toEqual([7]);
    expect(looks.count).toBeLessThan(100); // one at a time would be thousands
  });

  test("grey stands where that was asked for, and where the row is to be dropped", async () => {
    expect((await shown(["1", "x"], "fill_with_const")).pixels).toEqual([1, 128]);
    expect((await shown(["1", "x"], "drop_row")).pixels).toEqual([1, 128]);
  });
});
