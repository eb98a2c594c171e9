/** Where a command speaks: results on one stream, progress and sentences on the other. Tests bring their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Can a line of `err` be written over? */
  readonly interactive: boolean;
  readonly columns: number;
}

/**
 * A mistake of the user, or something the machine refuses: sentences, one per line. Commands end early by throwing it; only
 * `run` catches it. What else is thrown is a bug.
 */
export class Mistake extends Error {
  override readonly name = "Mistake";
  constructor(...sentences: string[]) {
    super(sentences.join("\n"));
  }
}
