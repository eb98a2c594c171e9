/** The losses of each kind of output, by the names a config uses. */
import { binaryWeightedCrossEntropy } from "./binary-weighted-cross-entropy.ts";
import { corn } from "./corn.ts";
import { binaryFocal, categoryFocal } from "./focal.ts";
import { binaryEntropicOpenSet, binaryObjectosphere, categoryEntropicOpenSet, categoryObjectosphere } from "./open-set.ts";
import { poly } from "./poly.ts";
import { sharesCrossEntropy } from "./shares-cross-entropy.ts";
import { sigmoidCrossEntropy } from "./sigmoid-cross-entropy.ts";
import { sequenceSoftmaxCrossEntropy, softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { entmax15, sparsemax } from "./sparse.ts";

export { regressionLosses, vectorLosses } from "./regression.ts";

export const binaryLosses = {
  binary_weighted_cross_entropy: binaryWeightedCrossEntropy,
  focal: binaryFocal,
  entropic_open_set: binaryEntropicOpenSet,
  objectosphere: binaryObjectosphere,
};
export const categoryLosses = {
  softmax_cross_entropy: softmaxCrossEntropy,
  focal: categoryFocal,
  poly,
  corn,
  sparsemax,
  entmax15,
  entropic_open_set: categoryEntropicOpenSet,
  objectosphere: categoryObjectosphere,
};
/** Targets of shares, [batch, classes]. */
export const distributionLosses = { softmax_cross_entropy: sharesCrossEntropy };
/** Targets of many labels, [batch, labels]. */
export const setLosses = { sigmoid_cross_entropy: sigmoidCrossEntropy };
/** Targets [batch, time], −1 on padding; logits [batch, time, classes]. */
export const sequenceLosses = { sequence_softmax_cross_entropy: sequenceSoftmaxCrossEntropy };
