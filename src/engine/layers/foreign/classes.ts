/** Layers of models from elsewhere that are built: all are TensorFlow.js's own, and none runs code of its file. */
export const KNOWN_LAYERS: ReadonlySet<string> = new Set([
  "Activation", "Add", "Average", "AveragePooling1D", "AveragePooling2D", "BatchNormalization", "Bidirectional", "Concatenate", "Conv1D", "Conv2D",
  "Conv2DTranspose", "Cropping2D", "Dense", "DepthwiseConv2D", "Dot", "ELU", "Embedding", "Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
  "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GRU", "LayerNormalization", "LeakyReLU", "LSTM", "Masking", "Maximum", "MaxPooling1D", "MaxPooling2D",
  "Minimum", "Multiply", "Permute", "PReLU", "ReLU", "RepeatVector", "Rescaling", "Reshape", "SeparableConv2D", "SimpleRNN", "Softmax",
  "ThresholdedReLU", "TimeDistributed", "UpSampling2D", "ZeroPadding2D",
]);

/** Layers that do something in training alone: what comes trained is learnt on without them. */
export const IDLE_LAYERS: ReadonlySet<string> = new Set(["AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D"]);

/** Operations of a graph that are computed: arithmetic on tensors whose shapes are known, without loops, tables, texts or chance. */
export const KNOWN_OPS: ReadonlySet<string> = new Set([
  "Abs", "Add", "AddN", "AddV2", "All", "Any", "ArgMax", "ArgMin", "AvgPool", "BatchMatMul", "BatchMatMulV2", "BatchToSpaceND", "BiasAdd", "Cast", "Ceil",
  "ClipByValue", "Concat", "ConcatV2", "Const", "Conv1D", "Conv2D", "Conv2DBackpropInput", "Cos", "Cumsum", "DepthToSpace", "DepthwiseConv2d",
  "DepthwiseConv2dNative", "Div", "DivNoNan", "Einsum", "Elu", "Equal", "Erf", "Exp", "ExpandDims", "Expm1", "Fill", "Floor", "FloorDiv", "FloorMod",
  "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", "FusedDepthwiseConv2dNative", "Gather", "GatherNd", "GatherV2", "Greater", "GreaterEqual",
  "Identity", "IdentityN", "LRN", "LeakyRelu", "Less", "LessEqual", "Log", "Log1p", "LogSoftmax", "LogicalAnd", "LogicalNot", "LogicalOr", "MatMul", "Max",
  "MaxPool", "Maximum", "Mean", "Min", "Minimum", "MirrorPad", "Mod", "Mul", "Neg", "NoOp", "NotEqual", "OneHot", "OnesLike", "Pack", "Pad", "PadV2",
  "Placeholder", "PlaceholderWithDefault", "Pow", "Prelu", "Prod", "Range", "Rank", "RealDiv", "Reciprocal", "Relu", "Relu6", "Reshape", "ResizeBilinear",
  "ResizeNearestNeighbor", "Reverse", "ReverseV2", "Round", "Rsqrt", "Select", "SelectV2", "Selu", "Shape", "ShapeN", "Sigmoid", "Sign", "Sin", "Size",
  "Slice", "Snapshot", "Softmax", "Softplus", "SpaceToBatchND", "Split", "SplitV", "Sqrt", "Square", "SquaredDifference", "Squeeze", "StopGradient",
  "StridedSlice", "Sub", "Sum", "Tan", "Tanh", "Tile", "Transpose", "Unpack", "ZerosLike", "_FusedConv2D", "_FusedMatMul",
]);
