import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, bool, float, int, oneOf, orNull, text, Type } from "../../../src/engine/schema/params.ts";
import type { Problem } from "../../../src/engine/schema/problem.ts";
import { readParams } from "../../../src/engine/schema/read.ts";

const schema = Type.Object({
  layers: int(2, "", { min: 1 }),
  dropout: float(0.1, "", { min: 0, max: 1 }),
  rate: Type.Number({ default: 0.5, exclusiveMinimum: 0, maximum: 1 }),
  bias: bool(true, ""),
  label: text("none", ""),
  activation: oneOf(["relu", "tanh"], "relu", "", { planned: ["mish"] }),
  size: orNull(Type.Integer({ minimum: 1 }), null, ""),
  pair: Type.Tuple([Type.Number(), Type.Number()], { default: [1, 2] }),
  sizes: Type.Array(Type.Integer({ minimum: 1 }), { default: [] }),
  clipping: orNull(block({ norm: float(0.5, ""), value: orNull(Type.Number(), null, "") }, ""), { norm: 0.5, value: null }, ""),
});
const DEFAULTS = { layers: 2, dropout: 0.1, rate: 0.5, bias: true, label: "none", activation: "relu", size: null, pair: [1, 2], sizes: [], clipping: { norm: 0.5, value: null } };
const read = (raw: unknown) => {
  const problems: Problem[] = [];
  const params = readParams(schema, raw, ["encoder"], (p) => problems.push(p));
  return { params, told: problems.map(({ path, message }) => `${path.join(".")}: ${message}`), problems };
};

describe("readParams", () => {
  it("fills in defaults, each time anew", () => {
    expect(read(undefined)).toMatchObject({ params: DEFAULTS, told: [] });
    expect(read(null).params).toEqual(DEFAULTS);
    expect(read({}).params.pair).not.toBe(read({}).params.pair);
  });

  it("keeps what is given, and the defaults inside a block", () => {
    expect(read({ layers: 3, size: 4, clipping: { norm: 1 } }).params).toEqual({ ...DEFAULTS, layers: 3, size: 4, clipping: { norm: 1, value: null } });
    expect(read({ clipping: null }).params.clipping).toBeNull();
  });

  it.each<[unknown, string]>([
    [{ layer: 3 }, "encoder.layer: unknown parameter 'layer'; did you mean 'layers'?"],
    [{ zzzzzzzz: 3 }, "encoder.zzzzzzzz: unknown parameter 'zzzzzzzz'; known are: layers, dropout, rate, bias, label, activation, size, pair, sizes, clipping"],
    [{ layers: 0 }, "encoder.layers: layers: expected an integer of at least 1; got 0"],
    [{ layers: 1.5 }, "encoder.layers: layers: expected an integer of at least 1; got 1.5"],
    [{ layers: null }, "encoder.layers: layers: expected an integer of at least 1; got null"],
    [{ dropout: 2 }, "encoder.dropout: dropout: expected a number from 0 to 1; got 2"],
    [{ dropout: Number.NaN }, "encoder.dropout: dropout: expected a number from 0 to 1; got null"],
    [{ rate: 0 }, "encoder.rate: rate: expected a number above 0 and at most 1; got 0"],
    [{ bias: "yes" }, 'encoder.bias: bias: expected true or false; got "yes"'],
    [{ label: 3 }, "encoder.label: label: expected a text; got 3"],
    [{ activation: "rleu" }, 'encoder.activation: activation: expected one of relu, tanh; got "rleu"'],
    [{ activation: "mish" }, `encoder.activation: activation: 'mish' is known to Ludwig but not in Fidelio yet; expected one of relu, tanh; got "mish"`],
    [{ size: "big" }, 'encoder.size: size: expected an integer of at least 1, or null; got "big"'],
    [{ pair: [1] }, "encoder.pair: pair: expected a list of 2 values, each a number; got [1]"],
    [{ sizes: [1, 0] }, "encoder.sizes: sizes: expected a list, each an integer of at least 1 at /1; got [1,0]"],
    [{ clipping: 3 }, "encoder.clipping: clipping: expected a block of parameters, or null; got 3"],
    [{ clipping: { norm: "x" } }, 'encoder.clipping.norm: norm: expected a number; got "x"'],
    [{ clipping: { nrm: 1 } }, "encoder.clipping.nrm: unknown parameter 'nrm'; did you mean 'norm'?"],
    ["dense", 'encoder: expected a block of parameters, got "dense"'],
    [[1], "encoder: expected a block of parameters, got [1]"],
  ])("%j", (raw, told) => {
    const outcome = read(raw);
    expect(outcome.told).toEqual([told]);
    expect({ ...outcome.params, clipping: DEFAULTS.clipping }).toEqual(DEFAULTS);
  });

  it("cuts long values short", () => {
    expect(read({ label: [..."x".repeat(100)] }).told[0]!.length).toBeLessThan(110);
  });

  it("always gives parameters that read back without a word", () => {
    const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1, 0.5, true, "relu", null));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.keys(DEFAULTS), "other"), values), (raw) => {
      const { params, problems } = read(raw);
      expect(read(params)).toEqual({ params, told: [], problems: [] });
      for (const { path } of problems) expect(path[0]).toBe("encoder");
    }));
  });
});
