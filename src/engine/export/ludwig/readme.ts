import { ludwig } from "../../config/ludwig.ts";

/** What the README of an export to Ludwig tells. */
export interface Told {
  readonly dataset: string;
  readonly app: string;
  readonly seed: number;
  readonly rows: { readonly training: number; readonly validation: number; readonly test: number };
  readonly splitColumn: string;
  /** Columns whose cells name pictures. */
  readonly pictures: readonly string[];
  /** What the config names and lies beside it. */
  readonly files: readonly string[];
}

/** The README of an export to Ludwig: how it is trained there, and why its numbers will differ a little. */
export const ludwigReadme = ({ dataset, app, seed, rows, splitColumn, pictures, files }: Told): string => `# ${dataset} in Ludwig

Written by Fidelio ${app} for Ludwig ${ludwig.version}.

| file | what |
| --- | --- |
| config.yaml | the config, every value written out |
| data.csv | the rows that the run used, and the column \`${splitColumn}\`: 0 training (${rows.training} rows), 1 validation (${rows.validation}), 2 test (${rows.test}) |
${files.map((name) => `| ${name} | a file that config.yaml names: Ludwig finds it when it is started in this folder |\n`).join("")}${pictures.length > 0 ? besideIt(pictures) : ""}
## On one machine

\`\`\`sh
pip install "ludwig==${ludwig.version}"
ludwig train --config config.yaml --dataset data.csv --random_seed ${seed} --output_directory results
ludwig evaluate --model_path results/experiment_run/model --dataset data.csv --split test --output_directory results/test
\`\`\`

With an NVIDIA graphics card Ludwig uses it by itself; \`--gpus 0\` names one.

## On a Ray cluster

Every machine needs the same Python and Ludwig, and this folder under the same path (a shared disk).

\`\`\`sh
pip install "ludwig[distributed]==${ludwig.version}"     # on every machine
ray start --head --port=6379                      # on the first
ray start --address=FIRST_MACHINE:6379            # on each of the others
ludwig train --config config.yaml --dataset data.csv --random_seed ${seed} --backend ray --output_directory results    # on the first
ray stop                                          # on every machine, when it is done
\`\`\`

## Why the numbers differ a little

- Weights begin elsewhere and rows come in another order: expect what two seeds would differ by.
- Ludwig learns means, vocabularies and fill values from all rows, Fidelio from the training rows alone.
- Ludwig lets padding take part in a sequence's mean, sum, maximum and attention; Fidelio masks it.
- Ludwig clips gradients even where \`gradient_clipping\` is absent here.
- Ludwig reports a normalised number's errors in normalised units, Fidelio in the column's own.
- With \`batch_size: auto\` or \`learning_rate: auto\` Ludwig tries sizes on its machine, Fidelio follows a rule.
`;

const besideIt = (columns: readonly string[]): string => `
The pictures are not in here: lay the folder or the unpacked archive that they came in beside data.csv, so that the paths in ${columns.map((column) => `\`${column}\``).join(", ")} lead to them.
`;
