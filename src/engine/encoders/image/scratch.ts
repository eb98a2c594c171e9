import { falseYet, Type } from "../../schema/params.ts";

/** Keys of the encoders that Ludwig downloads: here they begin with no knowledge, so that all of them must be learnt. */
export const scratchParams = {
  use_pretrained: falseYet("Begin with weights from elsewhere. They would be a download, and Fidelio asks no other origin for anything; in Ludwig it is true unless said otherwise."),
  trainable: Type.Literal(true, { default: true, description: "Learn the encoder's weights; without weights from elsewhere there is nothing to keep.", othersPlanned: true }),
};
