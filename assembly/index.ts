/**
 * The kernels of the WebAssembly backend. Every function works on numbers that lie in memory, row-major; its last two
 * parameters say which of its units of work (rows, numbers, columns) it is to do, so that threads can share them.
 */
export * from "./arithmetic";
export * from "./batch-norm";
export * from "./columns";
export * from "./compare";
export * from "./convert";
export * from "./convolution";
export * from "./depthwise";
export * from "./dropout";
export * from "./elementwise";
export * from "./gather";
export * from "./gru";
export * from "./layer-norm";
export * from "./lstm";
export * from "./matmul";
export * from "./move";
export * from "./optimizers";
export * from "./pooling";
export { packPanels } from "./recurrent";
export * from "./reduce";
export * from "./rows";
export * from "./simple-rnn";
export * from "./softmax";
export * from "./unary";
