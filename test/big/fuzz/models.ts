import type { Random } from "../../../src/engine/data/random.ts";
import { FILES } from "../../../src/engine/export/layout.ts";
import { pack, type Files } from "../../../src/engine/export/zip.ts";
import * as tf from "../../../src/engine/tf.ts";
import { smallEngine, smallExport } from "../../engine/export/small-export.ts";
import { withChecksums } from "../../engine/export/with-checksums.ts";
import { below, claim, claimPristine, mutated, pick, type Family } from "./family.ts";

const WRONG: readonly unknown[] = [null, -1, 0, 1e9, 1e300, "x", "", "__proto__", "constructor", true, [], {}, [[]], [-1], { type: "Lambda" }];
const JSON_FILES = [FILES.model, FILES.facts, FILES.config, FILES.provenance] as const;

/** A copy of a JSON value in which one part, or several, became something else. */
function tampered(random: Random, value: unknown): unknown {
  if (typeof value !== "object" || value === null || random() < 0.05) return pick(random, WRONG);
  const keys = Object.keys(value);
  if (keys.length === 0) return pick(random, WRONG);
  const key = pick(random, keys);
  const entries = Object.entries(value).flatMap(([k, v]): [string, unknown][] => {
    if (k !== key) return [[k, v]];
    return random() < 0.05 ? [] : [[random() < 0.03 ? pick(random, ["__proto__", "constructor", "other"]) : k, tampered(random, v)]];
  });
  return Array.isArray(value) ? entries.map(([, v]) => v) : Object.fromEntries(entries);
}

/** A model with damage that no checksum shows, or with bytes of its archive changed: imported, or refused with sentences; nothing stays on the device. */
export const models: Family = {
  name: "models",
  share: 0.1,
  async ready() {
    const engine = smallEngine();
    const { zip, files } = await smallExport(engine);
    const forged = (random: Random): Files => {
      const name = pick(random, JSON_FILES);
      if (random() < 0.2) return { ...files, [pick(random, Object.values(FILES))]: mutated(random, files[name]!) };
      return { ...files, [name]: new TextEncoder().encode(JSON.stringify(tampered(random, JSON.parse(new TextDecoder().decode(files[name]))))) };
    };
    return {
      input: (random) => (below(random, 4) === 0 ? mutated(random, zip) : pack(withChecksums(forged(random)))),
      async check(input) {
        const { numTensors } = tf.memory();
        const outcome = await engine.importModel(input);
        claim(tf.memory().numTensors === numTensors, "tensors stayed on the device");
        if (!outcome.ok) claim(outcome.problems.length > 0 && outcome.problems.every(({ message }) => message.length > 5), "a refusal without a sentence");
        else {
          const opened = await engine.open(outcome.value);
          if (opened.ok) {
            await engine.predict(opened.value.id, { size: ["1", null, "x"], colour: ["red", null, "__proto__"], note: ["blue", null, ""] });
            await engine.close(opened.value.id);
          }
        }
        claimPristine();
      },
    };
  },
};
