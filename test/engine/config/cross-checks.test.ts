import { describe, expect, it } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const told = (config: object): string[] => openConfig(config).problems.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);
const number = { name: "a", type: "number" };
const category = { name: "y", type: "category" };
const picture = (name: string, ...augmentation: readonly object[]) => ({ name, type: "image", augmentation });
const config = (more: object = {}, inputs: readonly object[] = [number], outputs: readonly object[] = [category]) => ({ input_features: inputs, output_features: outputs, ...more });
const split = (params: object) => ({ preprocessing: { split: params } });

describe("what is wrong between sections", () => {
  it.each<[string, object, string[]]>([
    ["inputs that are all switched off", config({}, [{ ...number, active: false }]), ["error input_features.0.active: every input feature is switched off; a model needs at least one"]],
    ["outputs that are all switched off", config({}, [number], [{ ...category, active: false }]), ["error output_features.0.active: every output feature is switched off; a model needs at least one"]],
    ["a stratified split by a number", config(split({ type: "stratify", column: "a" })), ["error preprocessing.split.column: a split by 'stratify' reads a column of the type binary or category; 'a' is number"]],
    ["a split column that is an input", config(split({ type: "fixed", column: "a" })), ["note input_features.0: 'a' says which rows train and is an input as well: the model may learn from it where a row came from"]],
    ["no validation rows", config(split({ probabilities: [0.8, 0, 0.2] })), ["note preprocessing.split.probabilities: without validation rows training neither stops early nor knows its best round: the last one is kept"]],
    ["two ways to say when to evaluate", config({ trainer: { steps_per_checkpoint: 5, checkpoints_per_epoch: 2 } }), ["error trainer.checkpoints_per_epoch: steps_per_checkpoint and checkpoints_per_epoch both say when to evaluate; keep one"]],
    ["two ways to say how many rows", config({ preprocessing: { sample_size: 5, sample_ratio: 0.5 } }), ["error preprocessing.sample_size: sample_size and sample_ratio both say how many rows to use; keep one"]],
    ["shares that are not all", config(split({ probabilities: [0.7, 0.1, 0.1] })), ["error preprocessing.split.probabilities: probabilities: training, validation and test must together be 1; [0.7, 0.1, 0.1] add up to 0.9"]],
    ["an input that is the answer", config({}, [number], [{ name: "y", column: "a", type: "number" }]), ["note input_features.0: 'a' is both an input and an output: the model will read the answer off its input"]],
    ["a metric that no output has", config({ trainer: { validation_metric: "r2" } }), [expect.stringMatching(/^error trainer.validation_metric: no output has a metric 'r2'/) as string]],
    ["a mixed picture beside what cannot be mixed", config({}, [number, picture("p", { type: "random_crop" }, { type: "mixup" })]), ["error input_features.1.augmentation: mixup of 'p' mixes what is asked of its rows as well, so every input has to be mixed, and 'a' is not; take mixup out, or leave 'a' out of the inputs"]],
    ["pictures that are mixed in two ways", config({}, [picture("p", { type: "mixup" }), picture("q", { type: "mixup", alpha: 1 })]), ["error input_features.1.augmentation: mixup: a batch is mixed in one way, and 'p' has other numbers than 'q'; give both the same"]],
    ["a picture that is mixed twice", config({}, [picture("p", { type: "mixup" }, { type: "mixup" })]), ["error input_features.0.augmentation.1: mixup stands twice in the list; once is all that a batch is mixed"]],
    ["pictures that are mixed alike", config({}, [picture("p", { type: "mixup" }), { name: "q", type: "image", tied: "p" }]), []],
    ["ways to change pictures by default", config({ defaults: { image: { augmentation: [{ type: "random_rotate", degree: 200 }] } } }, [number]), ["error defaults.image.augmentation.0.degree: degree: expected an integer from 0 to 180; got 200"]],
    ["ways to change numbers", config({ defaults: { number: { augmentation: [{ type: "random_rotate" }] } } }), [expect.stringMatching(/^error defaults.number.augmentation: unknown section 'augmentation'/) as string]],
    ["two features of one name", config({}, [number, number]), [expect.stringMatching(/^error input_features.1.name: two features of this list are called 'a'/) as string]],
  ])("%s", (_, given, problems) => expect(told(given)).toEqual(problems));

  it("a picture takes the list of its type where it has none of its own", () => {
    const defaults = { defaults: { image: { augmentation: [{ type: "random_blur" }] }, number: { augmentation: [] } } };
    const { opened } = openConfig(config(defaults, [{ name: "p", type: "image" }, picture("q", { type: "random_crop" }), picture("r"), number]));
    const [p, q, r] = opened!.resolved["input_features"] as readonly { augmentation: readonly { type: string }[] }[];
    expect([p, q, r].map((each) => each!.augmentation.map(({ type }) => type))).toEqual([["random_blur"], ["random_crop"], []]);
  });

  it("a stratified split by a class that is an input, or no feature at all, is right", () => {
    expect(told(config(split({ type: "stratify", column: "y" })))).toEqual([]);
    expect(told(config(split({ type: "stratify", column: "elsewhere" })))).toEqual([]);
  });
});
