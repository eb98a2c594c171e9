import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFix } from "../../../src/engine/config/edit.ts";
import { openConfig, openYaml } from "../../../src/engine/config/open.ts";
import type { OpenedConfig } from "../../../src/engine/config/opened.ts";

const SMALL = { input_features: [{ name: "a", type: "number" }], output_features: [{ name: "y", type: "category" }] };
const TWO = { ...SMALL, output_features: [{ name: "y", type: "category" }, { name: "z", type: "number" }] };
const open = (config: object): OpenedConfig => {
  const { opened, problems } = openConfig(config);
  if (!opened) throw new Error(JSON.stringify(problems));
  return opened;
};
/** `severity path: message` of each problem. */
const problems = (config: unknown): string[] => openConfig(config).problems.map((p) => `${p.severity} ${p.path.join(".")}: ${p.message}`);

describe("opening a config", () => {
  it("fills in the language's defaults", () => {
    const { inputs, outputs, trainer, preprocessing, validation } = open(SMALL);
    expect([inputs[0]!.name, inputs[0]!.column, outputs[0]!.type]).toEqual(["a", "a", "category"]);
    expect(trainer).toMatchObject({ epochs: 100, batch_size: "auto", learning_rate: 0.001, early_stop: 5, optimizer: { type: "adam", betas: [0.9, 0.999] }, gradient_clipping: { clipglobalnorm: 0.5 } });
    expect(preprocessing).toEqual({ sampleRatio: 1, sampleSize: null, balance: { oversample: null, undersample: null }, split: { type: "random", probabilities: [0.7, 0.1, 0.2] } });
    expect(validation).toEqual({ field: "y", metric: "accuracy", goal: "max" });
    expect(problems(SMALL)).toEqual([]);
  });

  it("resolves to a config that opens to itself", () => {
    const { resolved } = open({ ...TWO, trainer: { gradient_clipping: null, optimizer: { type: "adamw", weight_decay: 0.01 } }, preprocessing: { split: { type: "stratify", column: "y" } } });
    expect(problems(resolved)).toEqual([]);
    expect(open(resolved).resolved).toEqual(resolved);
    expect(resolved).toMatchObject({ trainer: { gradient_clipping: null, optimizer: { type: "adamw", weight_decay: 0.01, eps: 1e-8 } }, combiner: { type: "concat", output_size: 256 } });
  });

  it("skips inactive features and keeps the places of the others", () => {
    const { inputs, places } = open({ ...SMALL, input_features: [{ name: "off", type: "number", active: false }, ...SMALL.input_features] });
    expect([inputs.map(({ name }) => name), places.inputs]).toEqual([["a"], [["input_features", 1]]]);
    expect(problems({ ...SMALL, input_features: [{ name: "off", type: "number", active: false }, { name: "a", type: "nmber" }] })[0]).toMatch(/^error input_features.1.type/);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => { expect(openConfig(value)).toHaveProperty("problems"); }));
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("number", "text", "category", "a", "concat", [{ name: "a" }], { type: "number", name: "a" }));
    const keys = fc.constantFrom("input_features", "output_features", "combiner", "trainer", "training", "preprocessing", "defaults", "hyperopt", "ludwig_version");
    const feature = fc.dictionary(fc.constantFrom("name", "type", "column", "encoder", "decoder", "loss", "preprocessing", "tied", "active", "bias"), odd);
    fc.assert(fc.property(fc.dictionary(keys, fc.oneof(odd, fc.array(feature))), (config) => {
      const { opened, problems: found } = openConfig(config);
      expect(opened === null).toBe(found.some(({ severity }) => severity === "error"));
    }), { numRuns: 100 });
  });
});

describe("problems come all at once, each at its place", () => {
  it("in a YAML text, with lines and fixes that mend it", () => {
    const text = "input_features:\n  - name: a\n    type: nubmer\n    encodr: {type: dense}\noutput_features:\n  - {name: y, type: category, loss: {weigth: 2}}\ntrainer:\n  epoch: 3\n  learning_rate: fast\n";
    const { opened, problems: found } = openYaml(text);
    expect(opened).toBeNull();
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "3:11 unknown feature type 'nubmer'; did you mean 'number'?",
      "6:38 unknown parameter 'weigth'; did you mean 'weight'?",
      "8:3 unknown parameter 'epoch'; did you mean 'epochs'?",
      '9:18 learning_rate: expected a number above 0 and at most 1, or "auto"; got "fast"',
    ]);
    const mended = found.reduce((current, { fix }) => {
      if (!fix) return current;
      const outcome = applyFix(current, fix);
      return outcome.ok ? outcome.value : current;
    }, text);
    expect(openYaml(mended).problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      "4 unknown key 'encodr'; did you mean 'encoder'?",
      '9 learning_rate: expected a number above 0 and at most 1, or "auto"; got "fast"',
    ]);
  });

  it.each<[string, unknown, string[]]>([
    ["no config", [1], ["error : a config is a block with input_features and output_features"]],
    ["nothing in it", {}, [
      "error input_features: at least one input feature is needed: a list such as [{name: age, type: number}]",
      "error output_features: at least one output feature is needed: a list such as [{name: price, type: number}]",
    ]],
    ["a misspelt section", { ...SMALL, trianer: {} }, ["error trianer: unknown section 'trianer'; did you mean 'trainer'?"]],
    ["features that are no list", { ...SMALL, input_features: { name: "a" } }, ["error input_features: expected a list of features such as [{name: age, type: number}], got a block"]],
    ["a feature that is no block", { ...SMALL, input_features: ["a"] }, ['error input_features.0: expected a feature such as {name: age, type: number}, got "a"']],
    ["no name and no type", { ...SMALL, input_features: [{ column: "a" }] }, ["error input_features.0.name: name is missing: what the feature is called", "error input_features.0.type: '' has no type; here are: bag, binary, category, category_distribution, date, h3, image, number, sequence, set, text, timeseries, vector"]],
    ["a name that is a number", { ...SMALL, input_features: [{ name: 2019, type: "number" }] }, ["error input_features.0.name: name: expected a text; got 2019 without quotes"]],
    ["a planned type", { ...SMALL, input_features: [{ name: "a", type: "audio" }] }, ["error input_features.0.type: feature type 'audio' is known to Ludwig but not in Fidelio yet; here are: bag, binary, category, category_distribution, date, h3, image, number, sequence, set, text, timeseries, vector"]],
    ["an output that cannot be one", { ...SMALL, output_features: [{ name: "y", type: "date" }] }, ["error output_features.0.type: 'y': a date feature cannot be predicted yet; outputs can be: binary, category, category_distribution, number, sequence, set, text, vector"]],
    ["an input that cannot be one", { ...SMALL, input_features: [{ name: "a", type: "category_distribution" }] }, ["error input_features.0.type: 'a': a category_distribution feature can only be predicted; inputs can be: bag, binary, category, date, h3, image, number, sequence, set, text, timeseries, vector"]],
    ["twins", { ...SMALL, input_features: [...SMALL.input_features, ...SMALL.input_features] }, ["error input_features.1.name: two features of this list are called 'a'; give one another name (and say column: a)"]],
    ["the target among the inputs", { ...SMALL, input_features: [{ name: "x", column: "y", type: "category" }] }, ["note input_features.0: 'y' is both an input and an output: the model will read the answer off its input"]],
    ["a tied input", { ...SMALL, input_features: [{ name: "a", type: "number", tied: "b" }] }, ["error input_features.0.tied: 'a' is tied to 'b', which is no other input; nothing is known here"]],
    ["dependencies", { ...SMALL, output_features: [{ name: "y", type: "category", dependencies: ["z"], reduce_input: "max" }] }, ["error output_features.0.dependencies.0: 'y' depends on 'z', which is no other output; nothing is known here"]],
    ["a language model", { ...SMALL, model_type: "llm" }, ["error model_type: model_type 'llm': large language models do not run here; the only one here is ecd"]],
    ["a search and a backend", { ...SMALL, hyperopt: { goal: "minimize" }, backend: "ray" }, [
      "note hyperopt: the search over parameters (hyperopt) is not in Fidelio yet; the config trains as it stands",
      "note backend: backend has no effect here: where training runs is chosen when it starts",
    ]],
    ["a combiner as a word", { ...SMALL, combiner: "concat" }, ['error combiner: combiner: expected a block such as {type: concat}, got "concat"']],
  ])("%s", (_, config, expected) => {
    expect(problems(config)).toEqual(expected);
  });

  it("says which combiner a config that names none has, and why, with one input more than two", () => {
    const inputs = ["a", "b", "c"].map((name) => ({ name, type: "number" }));
    const { opened, problems: found } = openConfig({ ...SMALL, input_features: inputs });
    expect(found.map(({ severity, message }) => [severity, message])).toEqual([["note", "no combiner is named: with 3 inputs or more Ludwig joins them by ft_transformer, and there are 3; concat is quicker, and often as good"]]);
    expect(found[0]!.fix).toMatchObject({ kind: "set", path: ["combiner"], value: { type: "concat" } });
    expect(opened!.resolved["combiner"]).toMatchObject({ type: "ft_transformer", hidden_size: 256 });
    const few = openConfig({ ...SMALL, input_features: inputs.slice(1) });
    expect([few.problems, (few.opened!.resolved["combiner"] as { type: string }).type]).toEqual([[], "concat"]); // as it is resolved
    expect(problems({ ...SMALL, input_features: inputs, combiner: { type: "ft_transformer" } })).toEqual([]);
  });
});

describe("the trainer", () => {
  it.each<[string, object, string[]]>([
    ["obeys what it knows", { epochs: 3, batch_size: 64, learning_rate: "auto", regularization_type: null, eval_batch_size: "auto", train_steps: 100 }, []],
    ["lets Ludwig's other defaults pass", { loss_balancing: "none", model_soup: null, modality_dropout: 0, gradient_accumulation_steps: 1, learning_rate_scheduler: { decay: null }, max_batch_size: 1099511627776, increase_batch_size_on_plateau: 0, use_mixed_precision: false }, []],
    ["refuses what would change the result", { loss_balancing: "famo", modality_dropout: 0.1 }, [
      "error trainer.modality_dropout: modality_dropout is known to Ludwig but not in Fidelio yet",
      "error trainer.loss_balancing: loss_balancing 'famo' is in Ludwig a rule of thumb whose weights the optimizer moves as well, not what its paper says; here are: none, log_transform, uncertainty",
    ]],
    ["says what a schedule means", { learning_rate_scheduler: { decay: "cosine" } }, ["note trainer.learning_rate_scheduler.decay: without t_0 the rate falls and begins again in each round, as in Ludwig; t_0 says after how many steps"]],
    ["says what a schedule leaves out", { learning_rate_scheduler: { decay: "one_cycle", warmup_fraction: 0.1 } }, ["note trainer.learning_rate_scheduler.warmup_fraction: warmup_fraction has no effect: one_cycle brings a warm-up of its own"]],
    ["adds the shares of a schedule up", { learning_rate_scheduler: { decay: "wsd", wsd_stable_fraction: 0.5 } }, ["note trainer.learning_rate_scheduler.wsd_decay_fraction: the shares of wsd add up to 0.7: the rate falls over what rising and staying leave"]],
    ["looks at a metric that is there", { learning_rate_scheduler: { reduce_on_plateau: 2, reduce_eval_metric: "acuracy" } }, ["error trainer.learning_rate_scheduler.reduce_eval_metric: 'y' has no metric 'acuracy'; did you mean 'accuracy'?"]],
    ["never looks at test rows", { learning_rate_scheduler: { reduce_eval_split: "test" } }, ['error trainer.learning_rate_scheduler.reduce_eval_split: reduce_eval_split: expected one of training, validation; got "test"']],
    ["looks at nothing while it does not wait", { increase_batch_size_eval_metric: "acuracy" }, []],
    ["multiplies batches", { batch_size: 32, gradient_accumulation_steps: 4, effective_batch_size: 128 }, []],
    ["wants a product", { batch_size: 32, gradient_accumulation_steps: 4, effective_batch_size: 100 }, ["error trainer.effective_batch_size: effective_batch_size is batch_size times gradient_accumulation_steps, here 32 times 4; got 100"]],
    ["rounds a product", { batch_size: 32, effective_batch_size: 100 }, ["note trainer.effective_batch_size: effective_batch_size 100 is no multiple of batch_size 32: 96 rows move the weights together"]],
    ["wants a regular expression", { layers_to_freeze_regex: "(" }, ["error trainer.layers_to_freeze_regex: layers_to_freeze_regex: expected a regular expression; got '(' (Invalid regular expression: /(/: Unterminated group)"]],
    ["has no schedule beside one that needs none", { optimizer: { type: "schedule_free_adamw" }, learning_rate_scheduler: { decay: "linear" } }, ["error trainer.learning_rate_scheduler: schedule_free_adamw takes the place of a schedule and has none beside it; its own warm-up is warmup_steps"]],
    ["notes what has no effect", { use_mixed_precision: true, compile: true, bucketing_field: "a" }, ["note trainer.use_mixed_precision: use_mixed_precision has no effect here", "note trainer.compile: compile has no effect here", "note trainer.bucketing_field: bucketing_field has no effect here"]],
    ["knows which optimizer cannot be", { optimizer: { type: "lbfgs", max_iter: 10 } }, ["error trainer.optimizer.type: lbfgs tries several step sizes on each batch, while a step here is recorded once and repeated as it is; use adam"]],
    ["approximates optimizers of little memory", { optimizer: { type: "paged_adam_8bit", amsgrad: true, block_wise: false } }, ["note trainer.optimizer.type: paged_adam_8bit is approximated by adam: the same rule, with its memory in full precision"]],
    ["clips by no percentile", { optimizer: { type: "lion", percentile_clipping: 95 } }, ["error trainer.optimizer.percentile_clipping: percentile_clipping is known to Ludwig but not in Fidelio yet"]],
    ["wants one learning rate of adafactor", { optimizer: { type: "adafactor", lr: 0.1 } }, ["error trainer.optimizer.lr: lr and relative_step both say how large the steps are; with relative_step: false, lr decides", "note trainer.optimizer: adafactor chooses its own learning rate while relative_step is true: trainer.learning_rate has no effect"]],
    ["looks ahead only along a momentum", { optimizer: { type: "sgd", nesterov: true } }, ["error trainer.optimizer.nesterov: nesterov: expected a momentum above 0 and a dampening of 0; got a momentum of 0 and a dampening of 0"]],
    ["wants an optimizer's block", { optimizer: "adam" }, ['error trainer.optimizer: optimizer: expected a block such as {type: adam}, got "adam"']],
    ["checks ranges", { epochs: 0, early_stop: -2, regularization_lambda: 2 }, ["error trainer.epochs: epochs: expected an integer of at least 1; got 0", "error trainer.early_stop: early_stop: expected an integer of at least -1; got -2", "error trainer.regularization_lambda: regularization_lambda: expected a number from 0 to 1; got 2"]],
    ["looks inside blocks", { gradient_clipping: { clipnrm: 1 } }, ["error trainer.gradient_clipping.clipnrm: unknown parameter 'clipnrm'; did you mean 'clipnorm'?"]],
    ["evaluates by one rule", { steps_per_checkpoint: 5, checkpoints_per_epoch: 2 }, ["error trainer.checkpoints_per_epoch: steps_per_checkpoint and checkpoints_per_epoch both say when to evaluate; keep one"]],
  ])("%s", (_, trainer, expected) => {
    expect(problems({ ...SMALL, trainer })).toEqual(expected);
  });

  it("keeps the other limits of a clipping block at their defaults, and null is off", () => {
    expect(open({ ...SMALL, trainer: { gradient_clipping: { clipvalue: 1 } } }).trainer.gradient_clipping).toEqual({ clipglobalnorm: 0.5, clipnorm: null, clipvalue: 1 });
    expect(open({ ...SMALL, trainer: { gradient_clipping: null } }).trainer.gradient_clipping).toBeNull();
  });
});

describe("the validation field and metric", () => {
  const chosen = (trainer: object) => open({ ...TWO, trainer }).validation;
  it("follow the rules of the language", () => {
    expect(chosen({})).toEqual({ field: "y", metric: "accuracy", goal: "max" });
    expect(chosen({ validation_field: "z" })).toMatchObject({ field: "z" });
    expect(chosen({ validation_field: "combined" })).toEqual({ field: "combined", metric: "loss", goal: "min" });
    expect(chosen({ validation_metric: "r2" })).toEqual({ field: "z", metric: "r2", goal: "max" });
    expect(chosen({ validation_field: "z", validation_metric: "loss" })).toEqual({ field: "z", metric: "loss", goal: "min" });
  });

  it.each<[object, string]>([
    [{ validation_field: "x" }, "error trainer.validation_field: 'x' is no output; known are: y, z, combined"],
    [{ validation_field: "combned" }, "error trainer.validation_field: 'combned' is no output; did you mean 'combined'?"],
    [{ validation_field: "combined", validation_metric: "r2" }, "error trainer.validation_metric: 'combined' has only the metric loss; got 'r2'"],
    [{ validation_field: "y", validation_metric: "accurcy" }, "error trainer.validation_metric: 'y' has no metric 'accurcy'; did you mean 'accuracy'?"],
    [{ validation_metric: "loss" }, "error trainer.validation_field: 'y' and 'z' all have the metric 'loss'; say which decides"],
    [{ validation_metric: "r3" }, "error trainer.validation_metric: no output has a metric 'r3'; did you mean 'r2'?"],
  ])("%j is refused", (trainer, expected) => {
    expect(problems({ ...TWO, trainer })).toEqual([expected]);
  });
});

describe("preprocessing", () => {
  it.each<[object, string[]]>([
    [{ split: { type: "fixed" } }, []],
    [{ split: { type: "stratify" } }, ["error preprocessing.split: split 'stratify' needs the column that decides: column: <name>"]],
    [{ split: { probabilities: [0.8, 0.2, 0.2] } }, ["error preprocessing.split.probabilities: probabilities: training, validation and test must together be 1; [0.8, 0.2, 0.2] add up to 1.2"]],
    [{ split: { probabilities: [0.8, 0.2] } }, ["error preprocessing.split.probabilities: probabilities: expected a list of 3 values, each a number from 0 to 1; got [0.8,0.2]"]],
    [{ split: { type: "datetime", column: "t" } }, []],
    [{ split: { type: "hash" } }, ["error preprocessing.split: split 'hash' needs the column that decides: column: <name>"]],
    [{ split: { type: "datetime", column: "a" } }, ["error preprocessing.split.column: a split by 'datetime' reads a column of the type date; 'a' is number"]],
    [{ oversample_minority: 0 }, ["error preprocessing.oversample_minority: oversample_minority: expected a number above 0 and at most 1, or null; got 0"]],
    [{ sample_size: 10, sample_ratio: 0.5 }, ["error preprocessing.sample_size: sample_size and sample_ratio both say how many rows to use; keep one"]],
    [{ sampel_ratio: 0.5 }, ["error preprocessing.sampel_ratio: unknown parameter 'sampel_ratio'; did you mean 'sample_ratio'?"]],
  ])("%j", (preprocessing, expected) => {
    expect(problems({ ...SMALL, preprocessing })).toEqual(expected);
  });

  it("balances the classes of one binary output alone", () => {
    const message = (config: object, preprocessing: object = { undersample_majority: 0.5 }) => problems({ ...config, preprocessing });
    const binary = { ...SMALL, output_features: [{ name: "y", type: "binary" }] };
    expect(message(binary)).toEqual([]);
    expect(message(binary, { oversample_minority: 0.5, undersample_majority: 0.5 })).toEqual(["error preprocessing.oversample_minority: oversample_minority and undersample_majority both bring the classes into balance; keep one"]);
    expect(message(TWO)).toEqual(["error preprocessing.undersample_majority: classes are brought into balance for one binary output; here there are 2 outputs"]);
    expect(message({ ...SMALL, output_features: [{ name: "y", type: "number" }] })).toEqual(["error preprocessing.undersample_majority: classes are brought into balance for one binary output; here it is number"]);
  });
});

describe("defaults", () => {
  const texts = { ...SMALL, input_features: [{ name: "t", type: "text", encoder: { type: "embed", dropout: 0.3 } }, { name: "u", type: "text" }] };
  const encoders = (config: object) => (open(config).resolved["input_features"] as { encoder: Record<string, unknown> }[]).map(({ encoder }) => [encoder["type"], encoder["dropout"], encoder["embedding_size"]]);

  it("fill in what a feature does not say, and never mix two parts", () => {
    expect(encoders({ ...texts, defaults: { text: { encoder: { embedding_size: 32, dropout: 0.1 } } } })).toEqual([["embed", 0.3, 32], ["parallel_cnn", 0.1, 32]]);
    expect(encoders({ ...texts, defaults: { text: { encoder: { type: "parallel_cnn", embedding_size: 32 } } } })).toEqual([["embed", 0.3, 256], ["parallel_cnn", 0, 32]]);
    expect(encoders({ ...texts, defaults: { text: { encoder: { num_filters: 8 } } } })).toEqual([["embed", 0.3, 256], ["parallel_cnn", 0, 256]]);
  });

  it("reach inputs and outputs apart", () => {
    const config = { ...TWO, defaults: { number: { preprocessing: { normalization: "minmax" }, loss: { weight: 3 } } } };
    expect(open(config).resolved).toMatchObject({ input_features: [{ preprocessing: { normalization: "minmax" } }], output_features: [{}, { preprocessing: { normalization: null }, loss: { weight: 3 } }] });
  });

  it("are checked though no feature uses them, and each mistake is told once, where it stands", () => {
    expect(problems({ ...SMALL, defaults: { text: { encoder: { type: "embedd" } }, number: { preprocessing: { normalisation: "minmax" } }, imag: {}, category: { encodr: {} } } })).toEqual([
      "error defaults.text.encoder.type: unknown encoder 'embedd'; did you mean 'embed'?",
      "error defaults.number.preprocessing.normalisation: unknown parameter 'normalisation'; did you mean 'normalization'?",
      "error defaults.imag: unknown feature type 'imag'; did you mean 'image'?",
      "error defaults.category.encodr: unknown section 'encodr'; did you mean 'encoder'?",
    ]);
  });
});

it("reads a block that stands in several places of a plain config", () => {
  const shared = { type: "number", name: "a" };
  const { problems } = openConfig({ input_features: [{ name: "b", type: "number" }], output_features: [{ ...shared, decoder: shared, bias: shared, name: shared }] });
  expect(problems.length).toBeGreaterThan(0);
});
