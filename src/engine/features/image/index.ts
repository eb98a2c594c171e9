import { downloadedImageEncoders, imageEncoders, plannedImageEncoders } from "../../encoders/image/index.ts";
import { bitmap } from "../../data/pictures/bitmap.ts";
import { pictureUri } from "../../data/pictures/uri.ts";
import { defineFeature } from "../define.ts";
import { augmentation } from "./augmentation.ts";
import { encode, fit, type ImageFacts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { words } from "./messages.ts";
import { preprocessing } from "./params.ts";

/** A bright square of a hue on a dark ground: further right and down with `level`. */
const square = (level: number, hue = 0): string =>
  pictureUri(bitmap(9, 8, (x, y) => {
    const isIn = Math.abs(x - 2 - 4 * level) < 2 && Math.abs(y - 2 - 3 * level) < 2;
    return isIn ? [250 - hue, 120 + hue, 80] : [20, 30, 40];
  }), "bmp");

/** A picture in each row: part `pixels` [height, width, channels], 0 to 255. */
export const image = defineFeature({
  type: "image",
  summary: "A picture in each row: a file that came with the table.",
  likeness,
  preprocessing: { input: preprocessing, output: preprocessing },
  fit,
  input: {
    parts: ({ height, width, num_channels }: ImageFacts) => ({ pixels: { dtype: "uint8", shape: [height, width, num_channels] } }),
    encode,
    encoders: {
      noun: "encoder",
      choices: imageEncoders,
      fallback: "stacked_cnn",
      planned: plannedImageEncoders,
      never: { names: downloadedImageEncoders, why: () => words.pretrained },
    },
    augmentation,
    control: ({ height, width, resize_method }) => ({ kind: "picture", height, width, resize: resize_method, typical: "" }),
  },
  recipe: {
    input: [
      "Decode the picture, turned upright, to red, green and blue from 0 to 255, with opacity where `num_channels` is 4, transparent pixels over white where it is 3,",
      "and 0.299 red + 0.587 green + 0.114 blue where it is 1. `interpolate`: scale it to `height` × `width` by a bilinear filter that is as wide as the pixels it joins;",
      "`crop_or_pad`: take the middle, surrounded by zeros. `interpolate_and_pad`: scale it by one factor until it just fits, and surround it with zeros;",
      "`interpolate_and_crop`: take the largest middle that has the ratio of `width` to `height`, and scale it. A picture that is missing is `computed_fill_value` everywhere.",
      "Part `pixels` holds the bytes as numbers, row by row from the upper left; the model divides them by 255 itself.",
    ].join(" "),
  },
  example: {
    cells: [square(0), square(1, 40), null, square(0.5), square(0.2, 80), "lost/picture.png", square(0.8), square(0.4, 120), square(0.7, 20), square(0.1, 60)],
    preprocessing: { height: 12, width: 12 },
  },
  sample: (level, random) => square(level, Math.floor(100 * random())),
});
