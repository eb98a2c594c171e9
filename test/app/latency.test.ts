import { afterEach, expect, test, vi } from "vitest";
import type { EngineApi } from "../../src/engine/api.ts";
import type { ModelBundle } from "../../src/engine/model/bundle.ts";
import { error, failure, success } from "../../src/engine/schema/problem.ts";
import { secondsPerAnswer } from "../../src/app/state/latency.ts";

afterEach(() => void vi.restoreAllMocks());

/** An engine whose answers take what the list says, in milliseconds, and which fails when the list has ended. */
function engineOf(milliseconds: readonly number[]) {
  let now = 0;
  let asked = 0;
  const closed: string[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const engine: Pick<EngineApi, "open" | "predict" | "close"> = {
    open: () => Promise.resolve(success({ id: "m", inputs: [{ column: "a" }], outputs: [] } as never)), // only these are looked at
    predict: (_, cells) => {
      expect(cells).toEqual({ a: [null] });
      const took = milliseconds[asked++];
      if (took === undefined) return Promise.resolve(failure(error([], "no more")));
      now += took;
      return Promise.resolve(success({}));
    },
    close: (id) => Promise.resolve(void closed.push(id)),
  };
  return { engine: engine as EngineApi, closed, count: () => asked };
}
const bundle = {} as ModelBundle; // the engine above does not look into it

test("the first three answers only warm up: they do not count, however long they took", async () => {
  const timed = [9, 1, 5, 3, 7, 2, 8, 4, 10, 6]; // the sixth of them in order is 6
  const { engine, closed, count } = engineOf([0, 0, 0, ...timed]); // had they counted, the median would be lower
  expect(await secondsPerAnswer(engine, bundle)).toEqual(success(0.006));
  expect(count()).toBe(13);
  expect(closed).toEqual(["m"]);
});

test("where an answer fails, that is told, and the model is closed", async () => {
  const { engine, closed } = engineOf([1, 1, 1, 1]);
  expect(await secondsPerAnswer(engine, bundle)).toMatchObject({ ok: false });
  expect(closed).toEqual(["m"]);
});
