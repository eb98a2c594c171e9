/** Small pictures are asked for a few at a time, the latest first, and never kept without bound. */
import { expect, test, vi } from "vitest";
import { PictureShelf, type PictureSource } from "../../../src/app/pictures/shelf.ts";

const picture = (row: number) => ({ width: 1, height: 1, rgba: Uint8Array.of(row, 0, 0, 255), facts: { width: 1, height: 1, channels: 3 } as const });
function shelf(thumbnails: PictureSource["thumbnails"] = (_, rows) => Promise.resolve(rows.map(picture))) {
  const ask = vi.fn(thumbnails);
  return { ask, shelf: new PictureShelf(["p"], { thumbnails: ask, pictureSummary: () => Promise.resolve(null), pictureAt: () => Promise.resolve(null) }) };
}
const rowsAsked = (ask: ReturnType<typeof shelf>["ask"]) => ask.mock.calls.map(([, rows]) => [...rows]);

test("one message for what comes into sight together, and none for what is known", async () => {
  const { ask, shelf: pictures } = shelf();
  const found = await Promise.all([0, 1, 2].map((row) => pictures.small("p", row)));
  expect(found.map((one) => one?.rgba[0])).toEqual([0, 1, 2]);
  await pictures.small("p", 1);
  expect(rowsAsked(ask)).toEqual([[0, 1, 2]]);
});

test("what has left the sight before its turn is not made; the latest comes first", async () => {
  const { ask, shelf: pictures } = shelf();
  const gone = new AbortController();
  const early = Array.from({ length: 40 }, (_, row) => pictures.small("p", row, gone.signal));
  const late = pictures.small("p", 99);
  gone.abort();
  expect((await late)?.rgba[0]).toBe(99);
  expect(await Promise.all(early)).toEqual(early.map(() => undefined));
  expect(rowsAsked(ask).flat()).toEqual([99]);
});

test("at most two messages are under way, of eight pictures each", async () => {
  const answers: (() => void)[] = [];
  const { ask, shelf: pictures } = shelf((_, rows) => new Promise((done) => answers.push(() => done(rows.map(picture)))));
  const all = Array.from({ length: 40 }, (_, row) => pictures.small("p", row));
  await Promise.resolve();
  expect(rowsAsked(ask)).toEqual([[32, 33, 34, 35, 36, 37, 38, 39], [24, 25, 26, 27, 28, 29, 30, 31]]);
  const finished = Promise.all(all);
  for (let i = 0; i < 5; i++) {
    answers[i]?.();
    await new Promise((done) => setTimeout(done));
  }
  expect((await finished).every((one) => one !== null)).toBe(true);
  expect(ask.mock.calls.length).toBe(5);
});

test("twenty thousand pictures leave a few hundred behind", async () => {
  const { ask, shelf: pictures } = shelf();
  for (let row = 0; row < 20_000; row += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => pictures.small("p", row + i)));
  const before = ask.mock.calls.length;
  await pictures.small("p", 19_999);
  expect(ask.mock.calls.length).toBe(before);
  await pictures.small("p", 19_000);
  expect(ask.mock.calls.length).toBe(before + 1);
});

test("a worker that ended has no picture now, and is asked again", async () => {
  let works = false;
  const { shelf: pictures } = shelf((_, rows) => (works ? Promise.resolve(rows.map(picture)) : Promise.reject(new Error("gone"))));
  expect(await pictures.small("p", 3)).toBeNull();
  works = true;
  expect((await pictures.small("p", 3))?.rgba[0]).toBe(3);
});
