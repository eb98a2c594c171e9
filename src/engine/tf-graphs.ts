/** The other door to TensorFlow.js: what runs graph models. It is large, and loaded when a config or a model names one. */
export { loadGraphModelSync } from "@tensorflow/tfjs-converter";
