import { Type } from "../../schema/params.ts";
import { tokenColumn, type Fill } from "../token-params.ts";

const params = (missing: Fill) => Type.Object(tokenColumn("space", missing));

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
