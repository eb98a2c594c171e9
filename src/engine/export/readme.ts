import { visible } from "../data/visible.ts";
import type { MissingPolicy } from "../features/feature.ts";
import type { ModelBundle } from "../model/bundle.ts";
import type { LiveModel } from "../model/restore.ts";
import type { Scorecard } from "../predictions.ts";
import { layersModule } from "./own-layers.ts";
import { layerClasses } from "./topology.ts";

/** The README of an exported model: what it does, how good it is, how to use it with Fidelio and without. */
export function readmeOf(bundle: ModelBundle, live: LiveModel): string {
  const hasOwn = layersModule(layerClasses(bundle.topology)) !== null;
  return `${[
    `# A model that predicts ${enumerate(live.outputs.map(({ name }) => code(name)))}`,
    purpose(bundle, live),
    "## How good it is",
    quality(bundle.made.test),
    "## Use it",
    use(hasOwn),
    "## From cells to numbers",
    encoding(live),
    "## From outputs to answers",
    decoding(live),
    "## Files",
    hasOwn ? `${CONTENTS}\n| layers.js | layers that TensorFlow.js does not have, in its own operations |` : CONTENTS,
  ].join("\n\n")}\n`;
}

function purpose({ made }: ModelBundle, { inputs, outputs }: LiveModel): string {
  const list = (features: readonly { readonly name: string; readonly type: string }[]) => features.map(({ name, type }) => `- ${code(name)} (${type})`).join("\n");
  return `It looks at these columns of a row:

${list(inputs)}

and answers:

${list(outputs)}

It has ${made.plan.parameters} parameters and learnt from ${made.plan.rows.training} rows of ${code(made.dataset.name)} on ${made.at.slice(0, 10)}, with Fidelio ${made.app}.`;
}

function quality(test: Scorecard | undefined): string {
  if (!test) return "Nobody knows: no rows were kept apart for a test.";
  const rows = Object.entries(test.outputs).flatMap(([name, { metrics, baseline, intervals }]) => Object.entries(metrics).map(([metric, value]) => {
    const interval = intervals[metric];
    return `| ${code(name)} | ${metric} | ${figure(value)} | ${interval ? `${figure(interval[0])} to ${figure(interval[1])}` : ""} | ${figure(baseline[metric])} |`;
  }));
  return `On ${test.rows} test rows that it never saw while it learnt. The trivial guess answers every row alike: with the commonest class or the mean.

| output | metric | model | 95 % interval | trivial guess |
| --- | --- | ---: | --- | ---: |
${rows.join("\n")}`;
}

/** `hasOwn`: has it layers that TensorFlow.js does not have? */
const use = (hasOwn: boolean): string => `With Fidelio: import this folder as a zip file in the app, or answer a whole table from a terminal with
\`npm run fidelio -- predict --model-path THIS_FOLDER --dataset table.csv --output-directory answers\`.

Without Fidelio: \`model.json\` and \`weights.bin\` are an ordinary TensorFlow.js layers model${hasOwn ? `, but for layers that it does not have:
\`layers.js\` registers them` : ""}. This loads it and answers the
example rows; each line should show the same numbers twice:

\`\`\`js
${hasOwn ? `import { register } from "./layers.js";
register(tf);
` : ""}const model = await tf.loadLayersModel("model.json");
const examples = await (await fetch("examples.json")).json();
const inputs = examples.inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
const outputs = [model.predict(inputs)].flat();
outputs.forEach(async (output, i) => console.log(examples.outputs[i].name, await output.data(), examples.outputs[i].values));
\`\`\``;

function encoding({ inputs, built }: LiveModel): string {
  const tensors = built.inputParts.map(({ feature, part, tensorName }) => {
    const input = inputs.find(({ name }) => name === feature)!; // inputParts are parts of the inputs
    const { shape, dtype } = input.parts[part]!;
    return `| ${code(tensorName)} | ${dtype} | ${["rows", ...shape].join(" × ")} | ${part} of ${code(feature)} | ${input.type} | ${code(input.column)} | ${MISSING[input.missing]} |`;
  });
  const recipes = new Map(inputs.map(({ type, recipe }) => [type, recipe]));
  return `The model's inputs, in its order. What the training rows said about a column lies in \`facts.json\` under \`inputs\` and the
feature's name. \`examples.json\` holds cells and the numbers that they must become: check your own preprocessing with it.

| input | type | shape | what | feature type | column | a missing cell |
| --- | --- | --- | --- | --- | --- | --- |
${tensors.join("\n")}

${[...recipes].map(([type, recipe]) => `**${type}.** ${recipe}`).join("\n\n")}`;
}

const MISSING: Readonly<Record<MissingPolicy, string>> = {
  facts: "is filled as below",
  drop_row: "was left out of training",
  mask_loss: "counted in no loss",
  bfill: "takes the next row's",
  ffill: "takes the previous row's",
};

function decoding({ outputs }: LiveModel): string {
  const told = [...new Set(outputs.map(({ recipe }) => recipe))].map((recipe) => {
    const all = outputs.filter((output) => output.recipe === recipe);
    return `**${all[0]!.type}** (${enumerate(all.map(({ name }) => code(name)))}). ${recipe}`;
  });
  const calibrated = outputs.filter(({ temperature }) => temperature !== 1);
  return `The model's outputs, in its order. Their facts lie in \`facts.json\` under \`outputs\`.

| output | shape | feature type |
| --- | --- | --- |
${outputs.map(({ name, type, baseline }) => `| ${code(name)} | rows × ${baseline.length} | ${type} |`).join("\n")}

${[...told, ...(calibrated.length > 0 ? [calibration(calibrated)] : [])].join("\n\n")}`;
}

const calibration = (outputs: LiveModel["outputs"]): string => `**Calibration.** So that probabilities come true as often as they say, divide the numbers by a
temperature before the softmax or the 1 / (1 + e⁻ʸ); where something takes the softmax's place, divide ln of its probabilities, and take the
softmax of that. The temperatures lie in \`facts.json\` under \`calibration\`: ${enumerate(outputs.map(({ name, temperature }) => `${temperature} for ${code(name)}`))}.`;

const CONTENTS = `| file | what |
| --- | --- |
| model.json, weights.bin | the model, for \`tf.loadLayersModel\` |
| examples.json | example rows: cells, encoded inputs, outputs, answers |
| facts.json | what the training rows said about each column |
| config.yaml | the config as it was written |
| config.resolved.json | the same with every default filled in |
| provenance.json | data, seed, backend, plan and test scores of the run |
| fidelio.json | the version of this layout, sizes and checksums |
| LICENSE.txt | whose this is |`;

const figure = (value: number | undefined): string => (value === undefined ? "" : String(Number(value.toPrecision(4))));
/** A name inside a sentence or a table, whatever characters it has. */
const code = (text: string): string => `\`${visible(text).replaceAll(/[`|\r\n]/g, " ")}\``;
const enumerate = (words: readonly string[]): string => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
