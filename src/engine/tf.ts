/** The one door to TensorFlow.js: the engine imports it from here, so that its parts are pinned and patched in one place. */
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
