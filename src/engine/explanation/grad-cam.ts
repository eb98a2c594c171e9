/**
 * Grad-CAM (Selvaraju et al., 2017): the maps of the last convolution, each weighted by the mean gradient of the answer's logit with
 * respect to it, added up, and what speaks against the answer left out. Where a softmax shares the answers out, the logit counts above the mean of
 * all: what raises every logit alike speaks for none, and a class may be told by what lowers the others.
 */
import * as tf from "../tf.ts";
import type { ExplainedAnswer } from "./answer.ts";

type Layer = tf.layers.Layer;

const CONVOLUTIONS = ["Conv2D", "SeparableConv2D", "DepthwiseConv2D", "DilatedDepthwiseConv2D"];

/**
 * What the last convolution on the way from a picture ends in: the layer after it that still has its size (normalised, activated, added to
 * what went around it). A convolution that sees the picture as one place is none. Null: there is no convolution, or another input shares it.
 */
export function lastMaps(model: tf.LayersModel, input: tf.SymbolicTensor): Layer | null {
  const onTheWay = following(input.sourceLayer);
  const layers = model.layers.filter((layer) => onTheWay.has(layer) && sizeOf(layer) !== null);
  const last = layers.findLast((layer) => CONVOLUTIONS.includes(layer.getClassName()));
  if (!last || last.inboundNodes.length > 1) return null;
  const after = following(last);
  const same = layers.filter((layer) => after.has(layer) && sizeOf(layer) === sizeOf(last));
  return same.at(-1) ?? last;
}

/** A layer and all that its output leads to. */
function following(layer: Layer): ReadonlySet<Layer> {
  const found = new Set<Layer>([layer]);
  for (const each of found) for (const { outboundLayer } of each.outboundNodes) found.add(outboundLayer);
  return found;
}

/** "height width" of the maps a layer gives out; null: it gives none, or of one place. */
function sizeOf({ inboundNodes }: Layer): string | null {
  const shape = inboundNodes[0]?.outputShapes[0];
  const [, height, width] = Array.isArray(shape) && shape.length === 4 ? (shape as readonly number[]) : [];
  return height !== undefined && width !== undefined && height * width > 1 ? `${height} ${width}` : null;
}

/** The answer's logit and how it changes with the maps of a layer: [height, width, filters] both. To be called within a tidy. */
export function mapsAndGradient(model: tf.LayersModel, layer: Layer, inputs: readonly tf.Tensor[], output: number, { unit, sign, shared }: Pick<ExplainedAnswer, "unit" | "sign" | "shared">): { readonly maps: tf.Tensor3D; readonly gradient: tf.Tensor3D } {
  const shape = [1, ...(layer.inboundNodes[0]!.outputShapes[0] as number[]).slice(1)]; // a layer that `lastMaps` found
  let maps: tf.Tensor | null = null;
  // The gradient with respect to zeros that are added to the maps is that with respect to the maps.
  const logit = (added: tf.Tensor): tf.Tensor => {
    const made = answering(layer, (given) => tf.add((maps = tf.keep(tf.clone(given))), added), () => model.apply([...inputs], { training: false }) as tf.Tensor | tf.Tensor[]); // eager in, eager out
    const logits = Array.isArray(made) ? made[output]! : made;
    const own = tf.sum(tf.slice(logits, [0, unit], [1, 1]));
    return tf.mul(shared ? tf.sub(own, tf.mean(logits)) : own, sign === 0 ? 1 : sign);
  };
  const gradient = tf.grad(logit)(tf.zeros(shape));
  const kept = maps as tf.Tensor | null; // the compiler does not see that the layer was called
  if (!kept) throw new Error(`internal: the model passed ${layer.name} by`);
  const [whole, slope] = [kept, gradient].map((tensor) => tf.reshape<tf.Rank.R3>(tensor, shape.slice(1) as [number, number, number]));
  kept.dispose();
  return { maps: whole!, gradient: slope! };
}

/** While it works, a layer gives out something else. */
function answering<T>(layer: Layer, instead: (given: tf.Tensor) => tf.Tensor, work: () => T): T {
  const own = layer.call.bind(layer);
  layer.call = (...given) => {
    const made = own(...given);
    return instead(Array.isArray(made) ? made[0]! : made);
  };
  try {
    return work();
  } finally {
    Reflect.deleteProperty(layer, "call"); // its class's own is seen again
  }
}

/** [height, width] at least 0: what of the picture speaks for the answer; where that is a number, what moves it. */
export async function gradCam(model: tf.LayersModel, layer: Layer, inputs: readonly tf.Tensor[], output: number, answer: ExplainedAnswer, [height, width]: readonly [number, number]): Promise<Float32Array> {
  const map = tf.tidy(() => {
    const { maps, gradient } = mapsAndGradient(model, layer, inputs, output, answer);
    const weighted = tf.sum(tf.mul(maps, tf.mean(gradient, [0, 1], true)), -1, true);
    const counted = answer.sign === 0 ? tf.abs(weighted) : tf.relu(weighted);
    return tf.image.resizeBilinear(counted as tf.Tensor3D, [height, width], false, true);
  });
  try {
    return await map.data<"float32">();
  } finally {
    map.dispose();
  }
}
