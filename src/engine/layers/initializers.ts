import * as tf from "../tf.ts";
import { seededRandom, type Random } from "../data/random.ts";
import { charge } from "./budget.ts";
import { block, float, oneOf, Type } from "../schema/params.ts";

type Shape = readonly number[];
type Arguments = {
  readonly mean: number;
  readonly std: number;
  readonly a: number;
  readonly b: number;
  readonly val: number;
  readonly gain: number;
};
type Draw = (shape: Shape, random: Random, args: Arguments) => Float32Array;

const size = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);
const fill = (shape: Shape, next: (index: number) => number): Float32Array => Float32Array.from({ length: size(shape) }, (_, i) => next(i));

/** Inputs and outputs of one unit: the last two axes, times the receptive field of a convolution. */
function fans(shape: Shape): { readonly into: number; readonly out: number } {
  if (shape.length < 2) return { into: shape[0] ?? 1, out: shape[0] ?? 1 };
  const field = size(shape.slice(0, -2));
  return { into: field * shape.at(-2)!, out: field * shape.at(-1)! };
}

const uniform = (shape: Shape, random: Random, low: number, high: number): Float32Array => fill(shape, () => low + (high - low) * random());
const normal = (shape: Shape, random: Random, mean: number, std: number): Float32Array => fill(shape, () => mean + std * gaussian(random));

/** Box and Muller, 1958; 1 − u keeps the logarithm finite. */
const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** PyTorch's names, formulas and arguments (torch.nn.init). Xavier: Glorot and Bengio, 2010; Kaiming: He et al., 2015. */
const DRAWS = {
  uniform: (shape, random, { a, b }) => uniform(shape, random, a, b),
  normal: (shape, random, { mean, std }) => normal(shape, random, mean, std),
  constant: (shape, _, { val }) => fill(shape, () => val),
  ones: (shape) => fill(shape, () => 1),
  zeros: (shape) => fill(shape, () => 0),
  eye: identity,
  identity,
  xavier_uniform: (shape, random, { gain }) => symmetric(shape, random, gain * Math.sqrt(6 / (fans(shape).into + fans(shape).out))),
  xavier_normal: (shape, random, { gain }) => normal(shape, random, 0, gain * Math.sqrt(2 / (fans(shape).into + fans(shape).out))),
  kaiming_uniform: (shape, random) => symmetric(shape, random, Math.sqrt(6 / fans(shape).into)),
  kaiming_normal: (shape, random) => normal(shape, random, 0, Math.sqrt(2 / fans(shape).into)),
  orthogonal: (shape, random, { gain }) => orthogonal(shape, random, gain),
} satisfies Record<string, Draw>;

const symmetric = (shape: Shape, random: Random, bound: number): Float32Array => uniform(shape, random, -bound, bound);

function identity(shape: Shape): Float32Array {
  const columns = shape.at(-1) ?? 1;
  return fill(shape, (i) => (Math.floor(i / columns) === i % columns ? 1 : 0));
}

/** Orthonormal rows, or columns where there are fewer of them (Saxe, McClelland and Ganguli, 2013), by modified Gram and Schmidt. */
function orthogonal(shape: Shape, random: Random, gain: number): Float32Array {
  const columns = shape.at(-1) ?? 1;
  const rows = size(shape) / columns;
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const vector = Float64Array.from({ length }, () => gaussian(random));
    for (const other of basis) {
      const along = vector.reduce((sum, v, j) => sum + v * other[j]!, 0);
      other.forEach((o, j) => {
        vector[j]! -= along * o;
      });
    }
    const norm = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
    basis.push(vector.map((v) => v / norm));
  }
  return fill(shape, (i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    return gain * (rows < columns ? basis[row]![column]! : basis[column]![row]!);
  });
}

const NAMES = Object.keys(DRAWS) as [keyof typeof DRAWS, ...(keyof typeof DRAWS)[]]; // the keys of the literal above, of which there are some
const PLANNED = { planned: ["dirac", "sparse"] };
const NEUTRAL: Arguments = { mean: 0, std: 1, a: 0, b: 1, val: 0, gain: 1 };

const withArguments = block(
  {
    type: oneOf(NAMES, "xavier_uniform", "Which distribution.", PLANNED),
    mean: float(NEUTRAL.mean, "Mean of `normal`."),
    std: float(NEUTRAL.std, "Standard deviation of `normal`.", { min: 0 }),
    a: float(NEUTRAL.a, "Lower bound of `uniform`."),
    b: float(NEUTRAL.b, "Upper bound of `uniform`."),
    val: float(NEUTRAL.val, "Value of `constant`."),
    gain: float(NEUTRAL.gain, "Factor of `xavier_*` and `orthogonal`."),
  },
  "A distribution with its arguments.",
);

/** A parameter that says how weights begin: a name, or a block such as `{type: normal, std: 0.02}`. */
export const initializer = (value: keyof typeof DRAWS, description: string) =>
  Type.Union([Type.Enum(NAMES), withArguments], { default: value, description, ...PLANNED });
/** The same, or null: the part's own way. */
export const initializerOrNull = (description: string) =>
  Type.Union([Type.Enum(NAMES), withArguments, Type.Null()], { default: null, description, ...PLANNED });
/** The same inside a list of layers, where absent arguments are neutral. */
export const initializerSchema = Type.Union([
  Type.Enum(NAMES),
  Type.Object(
    {
      type: Type.Enum(NAMES),
      ...Object.fromEntries(Object.keys(NEUTRAL).map((key) => [key, Type.Optional(Type.Number())])),
    },
    { additionalProperties: false },
  ),
]);
export type InitializerSpec = keyof typeof DRAWS | ({ readonly type: keyof typeof DRAWS } & Partial<Arguments>);

// tfjs exports no class to derive initializers from
const Zeros = tf.initializers.zeros().constructor as new () => ReturnType<typeof tf.initializers.zeros>;

/**
 * First values drawn in JavaScript, so that a seed gives the same weights on every backend. Saved topologies name it `Zeros`:
 * whoever loads one loads the weights as well, and need not pay for drawing them first.
 */
class Drawn extends Zeros {
  constructor(private readonly draw: (shape: Shape) => Float32Array) {
    super();
  }
  override apply(shape: number[]): tf.Tensor {
    return charge(shape) ? tf.tensor(this.draw(shape), shape) : tf.zeros(shape);
  }
}

export type WeightInitializer = InstanceType<typeof Zeros>;

/** The initializer that a spec describes, drawing from a stream of its own. */
export function weightsFrom(spec: InitializerSpec, seed: number): WeightInitializer {
  const { type, ...args } = { ...NEUTRAL, ...(typeof spec === "string" ? { type: spec } : spec) };
  const draw: Draw = DRAWS[type];
  return new Drawn((shape) => draw(shape, seededRandom(seed, "weights"), args));
}

/** Fixed first values, for tables that are never trained. */
export const weightsOf = (values: (shape: Shape) => Float32Array): WeightInitializer => new Drawn(values);
