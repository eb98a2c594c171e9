import type { Command } from "./command.ts";
import type { OptionSpec } from "./options.ts";

const HOW = "npm run fidelio --";

export const generalHelp = (commands: readonly Command[]): string => `Fidelio: deep-learning models of tables and texts, described in a YAML file.

Usage: ${HOW} COMMAND [OPTIONS]

${table(commands.map(({ name, summary }) => [name, summary]))}
  help          This text; 'help COMMAND' or 'COMMAND --help' for one command
  version       The version

A first model in three lines:
  ${HOW} init-config --dataset data.csv --target price --output config.yaml
  ${HOW} experiment --config config.yaml --dataset data.csv --output-directory results
  ${HOW} predict --model-path results/model --dataset new.csv --output-directory answers
`;

export const commandHelp = ({ name, summary, options }: Command): string => `${summary}

Usage: ${HOW} ${name} ${Object.entries(options).map(([option, spec]) => usage(option, spec)).join(" ")}

${table(Object.entries(options).map(([option, spec]) => [`--${option}${spec.value ? ` ${spec.value}` : ""}`, spec.summary]))}
`;

function usage(name: string, { value, required, many }: OptionSpec): string {
  const one = `--${name}${value ? ` ${value}` : ""}`;
  const text = many ? `${one} …` : one;
  return required ? text : `[${text}]`;
}

const table = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(12, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
};
