/** The kernels of the WebAssembly backend: what is exported here is a name that `runtime.call` knows. README.md says how one is written. */

// What a single number becomes, or two.
export * from "./activations";
export * from "./arithmetic";
export * from "./compare";
export * from "./convert";
export * from "./elementwise";
export * from "./unary";

// Where numbers lie.
export * from "./gather";
export * from "./move";
export * from "./rows";

// Sums and products.
export * from "./convolution";
export * from "./depthwise";
export * from "./matmul";
export * from "./pooling";
export * from "./reduce";
export * from "./softmax";

// Layers.
export * from "./attention";
export * from "./batch-norm";
export * from "./dropout";
export * from "./entmax";
export * from "./gru";
export * from "./layer-norm";
export * from "./lstm";
export { packPanels } from "./recurrent";
export * from "./simple-rnn";

// Losses and optimizers.
export * from "./losses";
export * from "./optimizers";
