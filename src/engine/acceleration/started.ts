import type { Health } from "./health.ts";
import type { Repeater } from "./repeat.ts";

/** What the start of any backend gives. */
export interface StartedBackend {
  /** The adapter or engine behind it, for the report. */
  readonly device: string;
  readonly health: Health;
  readonly repeater: Repeater;
  /** May so many bytes of data stay on the device between steps? Else they are brought batch by batch. */
  fits(bytes: number): Promise<boolean>;
}
