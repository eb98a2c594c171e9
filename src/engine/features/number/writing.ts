import type { NumberWriting } from "../../data/amounts.ts";

/** How a column writes its numbers, from its parameters; blanks around a unit say nothing. */
export const writingIn = ({ unit, decimal, thousands }: NumberWriting): NumberWriting => ({ unit: unit?.trim() || null, decimal, thousands });
