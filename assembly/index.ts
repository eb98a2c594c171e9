/**
 * The kernels of the WebAssembly backend. Every function works on numbers that lie in memory, row-major; its last two
 * parameters say which of its units of work (rows, numbers, columns) it is to do, so that threads can share them.
 */
export * from "./dropout";
export * from "./elementwise";
export * from "./gru";
export * from "./lstm";
export * from "./losses";
export * from "./matmul";
export * from "./optimizers";
export { packPanels } from "./recurrent";
export * from "./rows";
export * from "./simple-rnn";
