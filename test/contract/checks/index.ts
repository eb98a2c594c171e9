/** Every contract check over every registered part. `tiny` leaves out the long tail of parameter values, for slow backends. */
import { features } from "../../../src/engine/features/index.ts";
import type { FeatureType } from "../../../src/engine/features/feature.ts";
import type { Check } from "./check.ts";
import { attentionChecks } from "./attention.ts";
import { convolutionChecks } from "./convolution.ts";
import { activationChecks } from "./activations.ts";
import { augmentationChecks } from "./augmentation.ts";
import { dropoutChecks } from "./dropout.ts";
import { embeddingChecks } from "./embedding.ts";
import { entmaxChecks } from "./entmax.ts";
import { featureChecks } from "./features.ts";
import { fusedLossChecks } from "./fused-losses.ts";
import { gatherRowsChecks } from "./gather-rows.ts";
import { goldenLossChecks } from "./golden-losses.ts";
import { ghostNormChecks } from "./ghost-norm.ts";
import { goldenEncoderChecks } from "./golden-encoders.ts";
import { goldenPictureChecks } from "./golden-pictures.ts";
import { goldenNormChecks } from "./golden-norms.ts";
import { goldenChecks } from "./golden.ts";
import { gradientChecks } from "./gradients.ts";
import { lossChecks } from "./losses.ts";
import { combinerParts, modelChecks, partsOf, variantChecks } from "./models.ts";
import { normChecks } from "./norms.ts";
import { paintingChecks } from "./painting.ts";
import { productChecks } from "./products.ts";
import { recurrentLayerChecks } from "./recurrent-layers.ts";
import { recurrentKernelChecks } from "./recurrent.ts";
import { lossReplayChecks, waysChecks } from "./replay.ts";
import { optimizerChecks } from "./resume.ts";
import { goldenOptimizerChecks } from "./optimizers.ts";
import { standardLayerChecks } from "./standard-layers.ts";
import { paddingChecks } from "./text.ts";
import { tabnetChecks } from "./tabnet.ts";
import { transformerChecks } from "./transformer.ts";
import { writeRowsChecks } from "./write-rows.ts";

export type { Check } from "./check.ts";

/** What a single type owes; `test/contract/add-a-type.test.ts` gives it one that is not registered. */
export const checksOfType = (type: FeatureType): readonly Check[] => [
  ...featureChecks(type),
  ...partsOf(type).flatMap(modelChecks),
  ...lossChecks(type),
  ...lossReplayChecks(type),
];

export function contractChecks(extent: "all" | "tiny" = "all"): readonly Check[] {
  const types = Object.values(features);
  const kernels = [
    ...activationChecks,
    ...attentionChecks(),
    ...convolutionChecks(),
    ...augmentationChecks(),
    ...dropoutChecks(),
    ...embeddingChecks,
    ...entmaxChecks,
    ...fusedLossChecks(),
    ...gatherRowsChecks,
    ...goldenLossChecks(),
    ...ghostNormChecks,
    ...goldenEncoderChecks,
    ...goldenPictureChecks(),
    ...goldenNormChecks,
    ...goldenOptimizerChecks(),
    ...gradientChecks(),
    ...normChecks,
    ...paintingChecks(),
    ...productChecks,
    ...recurrentKernelChecks(),
    ...recurrentLayerChecks(),
    ...standardLayerChecks(),
    ...tabnetChecks,
    ...transformerChecks,
    ...writeRowsChecks,
  ];
  const always = [...types.flatMap(checksOfType), ...combinerParts().flatMap(modelChecks), ...optimizerChecks(), ...waysChecks(), ...kernels];
  if (extent === "tiny") return always;
  return [...always, ...variantChecks(types), ...paddingChecks(), ...goldenChecks()];
}
