import { help } from "../messages/catalogue.ts";
import { words } from "../messages/en/cli.ts";
import type { Command } from "./command.ts";
import type { OptionSpec } from "./options.ts";

const HOW = "npm run fidelio --";

export const generalHelp = (commands: readonly Command[]): string => `${words.help.head}

${words.help.usage(`${HOW} ${words.help.command}`)}

${table([...commands.map(({ name, summary }) => [name, help(summary)] as const), ["help", words.help.help], ["version", words.help.version]])}

${words.help.first}
  ${HOW} init-config --dataset data.csv --target price --output config.yaml
  ${HOW} experiment --config config.yaml --dataset data.csv --output-directory results
  ${HOW} predict --model-path results/model --dataset new.csv --output-directory answers
`;

export const commandHelp = ({ name, summary, options }: Command): string => `${help(summary)}

${words.help.usage(`${HOW} ${name} ${Object.entries(options).map(([option, spec]) => usage(option, spec)).join(" ")}`)}

${table(Object.entries(options).map(([option, spec]) => [`--${option}${spec.value ? ` ${spec.value}` : ""}`, help(spec.summary)] as const))}
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
