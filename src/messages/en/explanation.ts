/** Where in a picture a model found its answer. */
import { catalogue } from "../catalogue.ts";
import { percent } from "../format.ts";

export const words = catalogue("explanation", {
  places: {
    middle: "the middle",
    upper_left: "the upper left quarter",
    upper_right: "the upper right quarter",
    lower_left: "the lower left quarter",
    lower_right: "the lower right quarter",
    upper: "the upper half",
    lower: "the lower half",
    left: "the left half",
    right: "the right half",
  },
  most: {
    grad_cam: (place: string, share: number, answer: string) => `For ${answer}, ${place} matters most: ${percent(share)} of what speaks for it lies there.`,
    occlusion: (place: string, share: number, answer: string) => `For ${answer}, ${place} matters most: covering parts of it makes up ${percent(share)} of what is lost.`,
  },
  everywhere: (answer: string) => `What speaks for ${answer} lies all over the picture.`,
  nothing: {
    grad_cam: (answer: string) => `The last convolution holds nothing that speaks for ${answer}.`,
    occlusion: (answer: string) => `Covering a part of the picture takes nothing away from ${answer}.`,
  },
  theNumber: "the number",
  quoted: (label: string) => `“${label}”`,

  noConvolution: (input: string) => `the encoder of ${input} has no convolution of its own whose maps could be read; ask for occlusion instead`,
  noPicture: (input: string) => `there is no picture for ${input} that can be read: choose one`,
  notAPicture: (input: string) => `the model has no input ${input} that is a picture`,
  noAnswer: (output: string) => `the answers of ${output} are of many steps or numbers, or it has no such answer: there is no one of them to explain`,
});
