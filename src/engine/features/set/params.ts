import { itemColumn } from "../items.ts";
import { ofInputs, ofOutputs } from "../token-params.ts";

export const preprocessing = { input: itemColumn(ofInputs), output: itemColumn(ofOutputs) };
