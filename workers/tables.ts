import * as Comlink from "comlink";
import type { DataApi, NamedTable } from "../src/ingest/data-api.ts";

/** The data worker's tables, whichever worker it is by now: what was asked of one that is gone is asked of the next. */
export class Tables {
  #source: Pick<DataApi, "table"> | null = null;
  readonly #waiting = new Set<() => void>();

  /** The data worker's end of a channel: tables come over it, never through the page. */
  connect(port: MessagePort): void {
    this.#source = Comlink.wrap<DataApi>(port);
    for (const ask of this.#waiting) ask();
  }

  table(id: string): Promise<NamedTable> {
    return new Promise((resolve, reject) => {
      const ask = () => {
        if (!this.#source) throw new Error("internal: the data worker is not connected");
        this.#source.table(id).then(resolve, reject).finally(() => this.#waiting.delete(ask));
      };
      this.#waiting.add(ask);
      ask();
    });
  }
}
