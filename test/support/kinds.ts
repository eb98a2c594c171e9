/** A table in which some labels are wrong, and it is known which. */
import { seededRandom } from "../../src/engine/data/random.ts";

const [ROWS, WRONG] = [600, 100];
export const LABELS = ["ash", "birch", "cedar"] as const;

/** Three kinds around centres of their own, 2.4 standard deviations from the next: some lie among their neighbours and still are what they are. */
export function kinds(seed: number) {
  const random = seededRandom(seed, "kinds");
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const truth = Array.from({ length: ROWS }, () => Math.floor(random() * LABELS.length));
  const numbers = truth.map((kind) => [1.4 * Math.cos((2 * Math.PI * kind) / 3) + 0.6 * normal(), 1.4 * Math.sin((2 * Math.PI * kind) / 3) + 0.6 * normal()]);
  const order = Array.from({ length: ROWS }, (_, row) => ({ row, by: random() })).sort((a, b) => a.by - b.by);
  const wrong = new Set(order.slice(0, WRONG).map(({ row }) => row));
  const labels = truth.map((kind, row) => LABELS[wrong.has(row) ? (kind + 1 + Math.floor(random() * 2)) % 3 : kind]!);
  const of = (names: readonly string[]) => ({ width: numbers.map(([width]) => width!.toFixed(3)), height: numbers.map(([, height]) => height!.toFixed(3)), kind: [...names] });
  return { truth, wrong, spoilt: of(labels), clean: of(truth.map((kind) => LABELS[kind]!)) };
}
