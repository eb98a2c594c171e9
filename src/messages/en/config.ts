/** What is wrong, or worth knowing, in a config: where it is read, edited, and held against a table. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list, wholePercent } from "../format.ts";

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`);
/** The first three of several, and a sign that there are more. */
const few = (words: readonly string[]) => `${quoted(words.slice(0, 3)).join(", ")}${words.length > 3 ? " …" : ""}`;
const inRows = (cells: readonly { readonly value: string; readonly row: number | null }[]) => cells.map(({ value, row }) => `'${value}'${row === null ? "" : ` (row ${count(row)})`}`).join(", ");
const planned = "is known to Ludwig but not in Fidelio yet";

export const words = catalogue("config", {
  shape: "a config is a block with input_features and output_features",
  whole: "the config",

  /** A text that is no YAML, or YAML that is no plain data. */
  yaml: {
    tooLong: (characters: number, most: number) => `the text has ${counted(characters, "character", "characters")}; a config may have ${count(most)}`,
    tooDeep: (levels: number) => `blocks nested deeper than ${counted(levels, "level", "levels")}`,
    second: "a config is one document; here '---' begins a second",
    tab: "a tab indents this line; YAML wants spaces",
    indent: "this line is indented unlike its neighbours; the keys of one block start in the same column",
    secondColon: "a second ':' where a value was expected; put the value in quotes, or the block on lines of its own",
    multiline: "a key must stand on one line, followed by ':'",
    unclosed: (parser: string) => `something is not closed: ${parser}`,
    other: (parser: string) => `this is not YAML: ${parser}`,
    /** Also of tags that YAML itself knows: `!!binary` and `!!set` are no JSON. */
    tagged: "a config is plain data; tags such as !name are not part of it",
    aliased: (values: number) => `aliases make this more than ${count(values)} values`,
    circle: (name: string) => `*${name} contains itself`,
    noAnchor: (name: string) => `*${name} stands for nothing: no &${name} comes before it`,
    keyNotText: "a key must be a text",
    prototype: "__proto__ cannot be a key",
    twice: (key: string) => `'${key}' stands twice in this block; keep one`,
    merge: "<< merges blocks: write *name of a block that has &name",
  },

  usualCombiner: (inputs: number, from: number, combiner: string) => `no combiner is named: with ${count(from)} inputs or more Ludwig joins them by ${combiner}, and there are ${count(inputs)}; concat is quicker, and often as good`,
  /** Keys of Ludwig's that are not obeyed here. */
  elsewhere: {
    planned: (key: string) => `${key} ${planned}`,
    idle: (key: string) => `${key} has no effect here`,
    filled: (key: string) => `${key} has no effect when it is given, since Ludwig fills it in itself`,
    companion: (key: string, switched: string) => `${key} has no effect: it belongs to ${switched}, which is not in Fidelio yet`,
    hyperopt: "the search over parameters (hyperopt) is not in Fidelio yet; the config trains as it stands",
    backend: "backend has no effect here: where training runs is chosen when it starts",
    modelType: (name: string, why: string) => `model_type '${name}': ${why}; the only one here is ecd`,
    llm: "large language models do not run here",
    gbm: "gradient-boosted trees left Ludwig with version 0.11",
    otherModel: "unknown model type",
    neverOutput: (key: string, type: string) => `${key} has no effect: a ${type} feature is never an output`,
  },

  presets: {
    unknown: (preset: string, hint: string) => `unknown preset '${preset}'; ${hint}`,
    written: (preset: string, values: readonly string[]) => `${preset} stands for ${values.join(", ")}`,
  },

  /** Lists of features, and each feature's name, column and type. */
  features: {
    none: (side: string, example: string) => `at least one ${side} feature is needed: a list such as [${example}]`,
    notList: (example: string, got: string) => `expected a list of features such as [${example}], got ${got}`,
    aBlock: "a block",
    notFeature: (got: string) => `expected a feature such as {name: age, type: number}, got ${got}`,
    notAugmentation: (got: string) => `augmentation: expected a list such as [{type: random_horizontal_flip}], or true or false, got ${got}`,
    mixedAlone: (name: string, other: string) => `mixup of '${name}' mixes what is asked of its rows as well, so every input has to be mixed, and '${other}' is not; take mixup out, or leave '${other}' out of the inputs`,
    mixedOtherwise: (name: string, other: string) => `mixup: a batch is mixed in one way, and '${name}' has other numbers than '${other}'; give both the same`,
    mixedTwice: "mixup stands twice in the list; once is all that a batch is mixed",
    notActive: (got: string) => `active: expected true or false; got ${got}`,
    noName: "name is missing: what the feature is called",
    noColumn: "column is missing: which column of the table it reads",
    unquoted: (key: string, got: string) => `${key}: expected a text; got ${got} without quotes`,
    notText: (key: string, got: string) => `${key}: expected a text; got ${got}`,
    otherFallback: (name: string, noun: string, here: string, ludwig: string) => `'${name}' names no ${noun}, and Ludwig's own, ${ludwig}, is not here yet; ${here} is taken`,
    noType: (name: string, here: readonly string[]) => `'${name}' has no type; here are: ${here.join(", ")}`,
    cannotOutput: (name: string, type: string, able: readonly string[]) => `'${name}': a ${type} feature cannot be predicted yet; outputs can be: ${able.join(", ")}`,
    cannotInput: (name: string, type: string, able: readonly string[]) => `'${name}': a ${type} feature can only be predicted; inputs can be: ${able.join(", ")}`,
    plannedType: (type: string, here: readonly string[]) => `feature type '${type}' ${planned}; here are: ${here.join(", ")}`,
    unknownType: (type: string, hint: string) => `unknown feature type '${type}'; ${hint}`,
    allInactive: (side: string) => `every ${side} feature is switched off; a model needs at least one`,
    twins: (name: string) => `two features of this list are called '${name}'; give one another name (and say column: ${name})`,
    together: (name: string, column: string) => `'${name}' is what the loss of all outputs together is called; give this output another name, and say column: ${column}`,
    callIt: (name: string) => `Call it ${name}`,
    leak: (column: string) => `'${column}' is both an input and an output: the model will read the answer off its input`,
    removeInput: "Remove the input",
  },

  /** Features that lean on others. */
  links: {
    takenOver: (name: string, key: string, other: string) => `'${name}' is tied to '${other}' and has its ${key}: what is written here has no effect`,
    noInput: (name: string, other: string, hint: string) => `'${name}' is tied to '${other}', which is no other input; ${hint}`,
    otherType: (name: string, type: string, other: string, otherType: string) =>
      `'${name}' is of type ${type} and is tied to '${other}' of type ${otherType}: inputs that share an encoder are of one type`,
    tiedCircle: (names: readonly string[]) => `inputs are tied in a circle: ${names.join(" → ")}; one of them needs an encoder of its own`,
    noOutput: (name: string, other: string, hint: string) => `'${name}' depends on '${other}', which is no other output; ${hint}`,
    noState: (name: string, other: string) =>
      `'${name}' learns nothing of '${other}' by this: the decoder of '${other}' has no layer of its own, so that it hands on only what every output reads; give it num_fc_layers: 1`,
    giveLayer: (other: string) => `Give '${other}' a layer`,
    circle: (names: readonly string[]) => `outputs depend on each other in a circle: ${names.join(" → ")}; take out one of these dependencies`,
  },

  /** Outputs that are decided step by step. */
  steps: {
    none: (output: string) => `'${output}' is decided for each step of a sequence, and no input is one: add a sequence or text input whose encoder has reduce_output: null`,
    reduced: (output: string, input: string) =>
      `'${output}' is decided for each step of a sequence, and every encoder makes one vector of its steps: set reduce_output: null in the encoder of '${input}'`,
    combiner: (output: string, type: string) => `'${output}' is a tag for each token, and the combiner ${type} makes one vector of them all: take sequence_concat, which hands the tokens on`,
    padding: (output: string, side: string, input: string, other: string) =>
      `'${output}' is filled up on the side ${side} and '${input}', whose tokens it tags, on ${other}: both need the same padding`,
  },

  /** Spellings of earlier Ludwig versions, read as today's. */
  legacy: {
    renamed: (old: string, key: string, since: string) => `'${old}' is read as '${key}', its name since Ludwig ${since}`,
    moved: (old: string, place: string, since: string) => `'${old}' is read as '${place}', its place since Ludwig ${since}`,
    replaced: (old: string, now: string, since: string) => `${old} is read as ${now}, its spelling since Ludwig ${since}`,
    copied: (old: string, place: string, since: string) => `'${old}' is read as '${place}' too, as Ludwig ${since} does`,
    levelChar: (since: string) => `'level: char' is read as preprocessing: {tokenizer: characters}, its spelling since Ludwig ${since}`,
    levelWord: "'level' has no meaning any more: preprocessing.tokenizer says what a text is cut into",
    emptyHyperopt: "an empty search over parameters asks for nothing",
    noStratify: "stratify: null asks for nothing",
    forceSplit: (since: string) => `'force_split' is read as split: {type: random}, its spelling since Ludwig ${since}`,
    trainerType: "'type' has no meaning in trainer any more",
    typeInDefaults: "'type' has no meaning inside a type's defaults",
  },

  trainer: {
    wsdShares: (sum: number) => `the shares of wsd add up to ${sum}: the rate falls over what rising and staying leave`,
    cosineRestarts: "without t_0 the rate falls and begins again in each round, as in Ludwig; t_0 says after how many steps",
    cycleWarmsUp: (key: string) => `${key} has no effect: one_cycle brings a warm-up of its own`,
    twoRounds: "steps_per_checkpoint and checkpoints_per_epoch both say when to evaluate; keep one",
    betas: (got: readonly number[]) => `betas: expected two numbers from 0 to below 1; got [${got.join(", ")}]`,
    nesterov: (momentum: number, dampening: number) =>
      `nesterov: expected a momentum above 0 and a dampening of 0; got a momentum of ${momentum} and a dampening of ${dampening}`,
    lbfgs: "lbfgs tries several step sizes on each batch, while a step here is recorded once and repeated as it is; use adam",
    smallMemory: (type: string, plain: string) => `${type} is approximated by ${plain}: the same rule, with its memory in full precision`,
    heuristic: (kind: string) => `loss_balancing '${kind}' is in Ludwig a rule of thumb whose weights the optimizer moves as well, not what its paper says; here are: none, log_transform, uncertainty`,
    batchProduct: (batch: number, steps: number, effective: number) =>
      `effective_batch_size is batch_size times gradient_accumulation_steps, here ${count(batch)} times ${count(steps)}; got ${count(effective)}`,
    batchRounded: (effective: number, key: string, factor: number, made: number) =>
      `effective_batch_size ${count(effective)} is no multiple of ${key} ${count(factor)}: ${counted(made, "row moves", "rows move")} the weights together`,
    noPattern: (pattern: string, why: string) => `layers_to_freeze_regex: expected a regular expression; got '${pattern}' (${why})`,
    scheduleFree: "schedule_free_adamw takes the place of a schedule and has none beside it; its own warm-up is warmup_steps",
    ownRate: "adafactor chooses its own learning rate while relative_step is true: trainer.learning_rate has no effect",
    averages: "betas: the first is the share of the mean in the weights that are trained; expected above 0",
    twoRates: "lr and relative_step both say how large the steps are; with relative_step: false, lr decides",
    warmsRelative: "warmup_init is a part of relative_step, which is false",
    combinedMetric: (metric: string) => `'combined' has only the metric loss; got '${metric}'`,
    noSuchOutput: (field: string, hint: string) => `'${field}' is no output; ${hint}`,
    noSuchMetric: (field: string, metric: string, hint: string) => `'${field}' has no metric '${metric}'; ${hint}`,
    noOutputHas: (metric: string, hint: string) => `no output has a metric '${metric}'; ${hint}`,
    severalHave: (fields: readonly string[], metric: string) => `${list(quoted(fields))} all have the metric '${metric}'; say which decides`,
  },

  preprocessing: {
    shares: (got: readonly number[], sum: number) => `probabilities: training, validation and test must together be 1; [${got.join(", ")}] add up to ${sum}`,
    splitIsInput: (column: string) => `'${column}' says which rows train and is an input as well: the model may learn from it where a row came from`,
    noValidation: "without validation rows training neither stops early nor knows its best round: the last one is kept",
    splitColumn: (type: string) => `split '${type}' needs the column that decides: column: <name>`,
    splitFeature: (split: string, column: string, type: string, wanted: readonly string[]) =>
      `a split by '${split}' reads a column of the type ${wanted.join(" or ")}; '${column}' is ${type}`,
    twoBalances: "oversample_minority and undersample_majority both bring the classes into balance; keep one",
    balanceBinary: (types: readonly string[]) => `classes are brought into balance for one binary output; here ${types.length === 1 ? `it is ${types.join()}` : `there are ${count(types.length)} outputs`}`,
    twoSizes: "sample_size and sample_ratio both say how many rows to use; keep one",
  },

  edit: {
    noWay: (place: string) => `${place} cannot be edited: the path leads through something that is no block or list, or its name is taken`,
    shared: (place: string) => `${place} is shared by an anchor (&name, *name); edit it in the text`,
    onlyInText: (place: string) => `${place} is written in a way that only an edit in the text can change`,
  },

  /** A config beside a table. */
  table: {
    empty: "the table has no rows",
    small: (rows: number) => `the table has ${counted(rows, "row", "rows")}: what is learnt and measured on so few is rough`,
    noColumn: (column: string, hint: string) => `the table has no column '${column}'; ${hint}`,
    readColumn: (column: string) => `Read the column ${column}`,
    allMissing: (column: string) => `every cell of '${column}' is missing`,
    unlike: (column: string, type: string, cells: readonly string[]) =>
      `'${column}' does not look like ${type}: cells such as ${quoted(cells.slice(0, 3)).join(", ")} cannot be read as one`,
    readSo: (cell: string) => `Read cells such as ${cell} as numbers`,
    unreadable: (cells: number, present: number, column: string, type: string, shown: readonly { readonly value: string; readonly row: number | null }[]) =>
      `${count(cells)} of ${counted(present, "cell", "cells")} of '${column}' cannot be read as ${type} and count as missing: ${inRows(shown.slice(0, 3))}${shown.length > 3 ? " …" : ""}`,
    ofFeature: (name: string, complaint: string) => `${name}: ${complaint}`,
    noneTwice: (column: string, classes: number, atLeast: boolean, rows: number) =>
      `'${column}' has ${count(classes)}${atLeast ? " or more" : ""} classes in ${counted(rows, "row", "rows")}: none occurs twice, so none can be learnt`,
    mostRare: (column: string, classes: number, atLeast: boolean, rows: number) =>
      `'${column}' has ${count(classes)}${atLeast ? " or more" : ""} classes in ${counted(rows, "row", "rows")}: most occur too rarely to be learnt`,
    splitNotAsked: (column: string) => `the column '${column}' seems to say which rows train, validate and test, and is not asked`,
    splitByIt: "Split by that column",
    noSplitColumn: (column: string, hint: string) => `the table has no column '${column}' to split by; ${hint}`,
    tooManyClasses: (column: string, values: number, rows: number) =>
      `'${column}' has ${counted(values, "different value", "different values")} in ${counted(rows, "row", "rows")}: a stratified split needs a few classes`,
    alone: (column: string, classes: readonly string[]) => `${counted(classes.length, "class", "classes")} of '${column}' with a single row: ${few(classes)}; such a row trains, and none is left to validate or test its class`,
    noDates: (column: string, values: readonly string[]) => `a split in time reads dates in '${column}'; it has ${few(values)}`,
    undated: (column: string, rows: number) => `${counted(rows, "row has", "rows have")} no date in '${column}'; they train`,
    sameHash: (column: string, rows: number) => `'${column}' is missing in ${counted(rows, "row", "rows")}: all of them go to the same part`,
    notParts: (column: string, values: readonly string[]) => `a fixed split expects 0 or train, 1 or validation, 2 or test in '${column}'; it has ${few(values)}`,
    partMissing: (column: string, rows: number) => `'${column}' is missing in ${counted(rows, "row", "rows")}; a fixed split needs a part (0, 1 or 2, or its name) in each`,
  },

  /** The JSON Schema of a config, for other tools. */
  schema: {
    title: "A Fidelio config",
    description: "Input features, output features, and how they are learnt together. A Ludwig config in Ludwig's words.",
    name: "What the feature is called.",
    column: "The table's column; absent: the name.",
    active: "false leaves the feature out.",
    tied: "The input whose encoder this one shares.",
    augmentation: "How pictures are changed in training, each by its own luck: a list of ways, or true for the usual ones.",
  },

  /** Comments of the config that Fidelio writes for a table. */
  starter: {
    head: (rows: number) => `Written by Fidelio for a table of ${counted(rows, "row", "rows")}; every line may be changed.`,
    farOut: (deviations: number) => `one value lies ${count(deviations)} standard deviations out`,
    fewCategories: (categories: number) => `${counted(categories, "category", "categories")}: a column each`,
    manyCategories: (categories: number, atLeast: boolean) => `${count(categories)} categories${atLeast ? " or more" : ""}: a small vector each`,
    textLength: (mean: number, most: number) => `${counted(mean, "word", "words")} on average, ${count(most)} at most`,
    bagOfWords: "quick, and strong on short texts",
    countsAsYes: "counts as yes",
    shortStretches: "sees short stretches, in their order",
    items: (items: number) => `${counted(items, "item", "items")} at least, each with a vector`,
    itemsOut: (items: number) => `${counted(items, "item", "items")} at least, any of which an answer may hold`,
    ownUnits: "numbers in the table's own units are scaled on their way",
    noPicture: "a row without its picture teaches nothing",
    smallPictures: "of larger pictures this is enough to begin with; four times the pixels take four times as long",
    convolutions: "sees edges, then what they make up, then what those do, each over half the pixels",
    wave: "seasons, weekdays and hours as waves, and the year",
    zscore: "so that its loss weighs like the others",
    gaps: (share: number) => `missing in ${wholePercent(share)} of the rows, which still teach the other outputs`,
    tagCombiner: "hands the tokens on, each beside the other inputs",
    tagSteps: "every token is kept, and knows those before and after it",
    tagger: "a tag for each token of the input",
    concat: "side by side",
    notTransformer: "Ludwig's default for three or more inputs, ft_transformer, is slower",
    epochs: "at most: early stopping ends it before",
    cycle: "the rate rises, then falls to nothing by the last epoch: the model settles",
    oneLoss: "the best round has the smallest loss",
    allLosses: "the best round has the smallest loss, all outputs together",
    givenSplit: "the table says which rows train, validate and test",
    rareClass: (share: number) => `its rarest class has ${wholePercent(share)} of the rows`,
  },
});
