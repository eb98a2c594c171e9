import { itemColumn } from "../items.ts";

export const preprocessing = { input: itemColumn("fill_with_const"), output: itemColumn("drop_row") };
