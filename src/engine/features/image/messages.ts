/** What a column of pictures is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/image", {
  all: (looked: number) => `All of ${counted(looked, "value", "values")} that were looked at name pictures`,
  some: (pictures: number, looked: number) => `${count(pictures)} of ${counted(looked, "value", "values")} that were looked at name pictures`,

  pretrained: "it is a download of hundreds of megabytes, and Fidelio asks no other origin for anything",
  none: (cell: string) =>
    `no cell of the training rows leads to a picture that came with the table: '${cell}' is not among its files; open the pictures together with the table, as a folder or a zip`,
  standardize: (channels: number) => `standardize_image: imagenet1k wants 3 channels, these pictures have ${count(channels)}; set num_channels: 3, or leave it out`,
  factors: (min: number, max: number) => `min: the smallest factor can be max at most, which is ${count(max)}, got ${count(min)}`,
  oddKernel: (size: number) => `kernel_size: expected an odd number, so that a pixel is in the middle of what is joined, got ${count(size)}`,
  oneSide: "height and width go together: give both, or neither",
  noSize: "pictures need a size: give height and width, or leave infer_image_dimensions at true",
});
