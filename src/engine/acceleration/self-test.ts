import { help } from "../../messages/catalogue.ts";
import { words } from "../../messages/en/acceleration.ts";
import * as tf from "../tf.ts";
import type { Probe } from "./probe.ts";
import { probes } from "./probes.ts";

/** How far a result may be from the closed form, relative to 1 or to the largest expected number, whichever is greater. */
export const TOLERANCE = 1e-3;

/**
 * Runs small computations with known results on the current backend, forward and backward, and says what is wrong; null when
 * all agree. A GPU driver may compile a kernel wrongly and report nothing: only its numbers tell.
 */
export async function selfTest(): Promise<string | null> {
  const computesSmallOnesInJavaScript = tf.getBackend() === "webgpu" && tf.env().getBool("WEBGPU_CPU_FORWARD");
  if (computesSmallOnesInJavaScript) tf.env().set("WEBGPU_CPU_FORWARD", false);
  try {
    for (const probe of probes()) {
      const wrong = await judge(probe);
      if (wrong !== null) return words.selfTest.wrong(help(probe.summary), wrong);
    }
    return null;
  } finally {
    if (computesSmallOnesInJavaScript) tf.env().set("WEBGPU_CPU_FORWARD", true);
  }
}

async function judge({ compute, expected }: Probe): Promise<string | null> {
  const results = tf.tidy(() => [...compute()]);
  const known = typeof expected === "function" ? tf.tidy(() => [...expected()]) : expected;
  try {
    const values = await Promise.all(results.map((tensor) => tensor.data<"float32">()));
    const wanted = await Promise.all(known.map(async (one) => (one instanceof tf.Tensor ? one.data<"float32">() : one)));
    for (const [k, right] of wanted.entries()) {
      const difference = worst(values[k]!, right);
      if (!(difference <= TOLERANCE)) return words.selfTest.off(k + 1, difference);
    }
    return null;
  } finally {
    tf.dispose([...results, ...known.filter((one) => one instanceof tf.Tensor)]);
  }
}

/** NaN when any number is, or when there are too few. */
function worst(values: Float32Array, wanted: ArrayLike<number>): number {
  let scale = 1;
  for (let i = 0; i < wanted.length; i++) scale = Math.max(scale, Math.abs(wanted[i]!));
  let difference = values.length === wanted.length ? 0 : NaN;
  for (let i = 0; i < wanted.length; i++) {
    const off = Math.abs(values[i]! - wanted[i]!) / scale;
    difference = off > difference || Number.isNaN(off) ? off : difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return difference;
}
