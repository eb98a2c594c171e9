import { writeRows } from "../../../src/engine/kernels/write-rows.ts";
import * as tf from "../../../src/engine/tf.ts";
import { equal, type Check } from "./check.ts";

/** What is noted where, told by the numbers alone. */
export const writeRowsChecks: readonly Check[] = [
  {
    name: "kernel WriteRows: writes rows from a place on, where they lie, and leaves out what lies beyond the end",
    async run(repeater) {
      const before = tf.memory().numTensors;
      const book = tf.tensor2d([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [5, 2]);
      const feed = repeater.feed(1);
      const rows = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const written = repeater.repeat(() => {
        writeRows(book, tf.add(rows, tf.slice(feed.tensor, [0], [1])), feed.tensor);
        return [];
      });
      for (const [place, wanted] of [
        [0, [1, 2, 3, 4, 0, 0, 0, 0, 0, 0]],
        [1, [1, 2, 2, 3, 4, 5, 0, 0, 0, 0]],
        [4, [1, 2, 2, 3, 4, 5, 0, 0, 5, 6]],
        [5, [1, 2, 2, 3, 4, 5, 0, 0, 5, 6]],
        [700, [1, 2, 2, 3, 4, 5, 0, 0, 5, 6]],
      ] as const) {
        feed.write(Float32Array.of(place));
        written.run();
        equal([...(await repeater.read(book))], wanted, `the book after rows at ${place}`);
      }
      for (const held of [written, feed, book, rows]) held.dispose();
      equal(tf.memory().numTensors, before, "tensors after it");
    },
  },
];
