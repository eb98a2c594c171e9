/** Where in a picture a model found what it answered. */
export type ExplanationMethod = "grad_cam" | "occlusion";

export interface ExplainRequest {
  /** Names of an output and of an input with a picture. */
  readonly output: string;
  readonly input: string;
  readonly method: ExplanationMethod;
  /** The answer to explain; absent: the one that the model gives. Without a meaning where the answer is a number. */
  readonly label?: string;
}

export interface PictureMap {
  readonly method: ExplanationMethod;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [height, width, channels] the picture as the model sees it, 0 to 255. */
  readonly pixels: Uint8Array;
  /** [height, width] how much each place counts, the most 1; 0 everywhere where none does. */
  readonly values: Float32Array;
  /** What was explained: a label with its probability, or a number. */
  readonly answer: { readonly label: string | null; readonly value: number };
  /** What the map shows, in words. */
  readonly sentence: string;
}
