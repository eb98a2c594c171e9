import type { EncoderFn } from "../../model/context.ts";
import type { Choice } from "../../schema/choice.ts";
import { mlpMixer } from "./mlp-mixer.ts";
import { mobilenetV2 } from "./mobilenet.ts";
import type { PixelFacts } from "./pixels.ts";
import { resnet } from "./resnet.ts";
import { stackedCnn } from "./stacked-cnn.ts";
import { vit } from "./vit.ts";

/** Encoders of pictures, by Ludwig's names. */
export const imageEncoders: Readonly<Record<string, Choice<EncoderFn<PixelFacts>>>> = { stacked_cnn: stackedCnn, resnet, mobilenetv2: mobilenetV2, mlp_mixer: mlpMixer, vit };

/** Ludwig's that could be learnt from scratch and are not here yet. */
export const plannedImageEncoders = [
  "mobilenetv3", "unet", "caformer", "convformer", "poolformer", "convnextv2", "alexnet", "convnext", "densenet", "efficientnet", "googlenet", "inceptionv3", "maxvit", "mnasnet",
  "regnet", "resnext", "shufflenet_v2", "squeezenet", "swin_transformer", "vgg", "wide_resnet",
];

/** Ludwig's that mean nothing without the weights that they are downloaded with. */
export const downloadedImageEncoders = ["clip", "dinov2", "siglip", "timm"];
