import { RESIZES } from "../../data/pictures/media.ts";
import { bool, float, int, nullYet, oneOf, orNull, Type, type Hints } from "../../schema/params.ts";

const idle: Hints = {};

export const preprocessing = Type.Object({
  missing_value_strategy: oneOf(["bfill", "ffill", "drop_row", "fill_with_const"], "bfill", "What happens to empty cells, and to files that are no picture: the picture of the next or the last row that has one, no row, or an even grey.", {
    impact: "medium",
    planned: ["fill_with_mode"],
  }),
  fill_value: orNull(float(0, "", { min: 0, max: 255 }), null, "The brightness that `fill_with_const` paints with, 0 to 255; null is half.", idle),
  height: orNull(int(28, "", { min: 1, max: 1024 }), null, "Height that pictures are brought to; null takes the mean of the first pictures.", { unit: "pixels", impact: "high" }),
  width: orNull(int(28, "", { min: 1, max: 1024 }), null, "Width that pictures are brought to; null takes the mean of the first pictures.", { unit: "pixels", impact: "high" }),
  num_channels: orNull(Type.Enum([1, 3, 4]), null, "1 is grey, 3 red, green and blue, 4 with opacity; null takes what most of the first pictures have."),
  resize_method: oneOf(RESIZES, "interpolate", "`interpolate` scales to the size, whatever the sides; `interpolate_and_pad` and `interpolate_and_crop` keep their ratio, and fill up around the picture or cut off its ends; `crop_or_pad` keeps the scale, and cuts or fills up around the middle."),
  infer_image_num_channels: bool(true, "Take `num_channels` from the pictures where it is null; otherwise 3."),
  infer_image_dimensions: bool(true, "Take `height` and `width` from the pictures where they are null."),
  infer_image_max_height: int(256, "The height that is taken from the pictures is no larger.", { min: 1, max: 1024, unit: "pixels" }),
  infer_image_max_width: int(256, "The width that is taken from the pictures is no larger.", { min: 1, max: 1024, unit: "pixels" }),
  infer_image_sample_size: int(100, "Pictures that are looked at for size and channels.", { min: 1, unit: "pictures" }),
  standardize_image: orNull(oneOf(["imagenet1k"], "imagenet1k", ""), null, "Subtract the mean of ImageNet's pictures and divide by their deviation, channel by channel; wants 3 channels. Null leaves 0 to 1."),
  requires_equal_dimensions: bool(false, "Make height and width equal, to the smaller of both."),
  num_classes: nullYet("Classes of a picture that says one for each pixel."),
});
