/** Levels that are still coloured: a config may have 64, and the colouring of a text calls itself once for each. */
const COLOURED = 200;

/**
 * Whether a text nests deeper than can be coloured. Counts at least as many levels as YAML would: open brackets, wherever they stand, and the
 * blanks, dashes and question marks that a line begins with.
 */
export function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  for (const line of text.split("\n")) {
    const begun = /^[ ?-]*/.exec(line)![0].length; // an empty beginning is one too
    if (brackets + begun > COLOURED) return true;
    for (const sign of line) {
      if (sign === "[" || sign === "{") brackets++;
      else if (sign === "]" || sign === "}") brackets = Math.max(0, brackets - 1);
      if (brackets + begun > COLOURED) return true;
    }
  }
  return false;
}
