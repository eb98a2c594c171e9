import { Type } from "../../schema/params.ts";
import { ofInputs, ofOutputs, tokenColumn, type Missing } from "../token-params.ts";

const params = (missing: Missing) => Type.Object(tokenColumn("space", missing));

export const preprocessing = { input: params(ofInputs), output: params(ofOutputs) };
