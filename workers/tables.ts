import * as Comlink from "comlink";
import type { EngineHost } from "../src/engine/api.ts";
import type { DataApi } from "../src/ingest/data-api.ts";
import { withMedia } from "../src/ingest/pictures/remote.ts";

type Source = Pick<DataApi, "table" | "pixels">;

/** The data worker's tables, whichever worker it is by now: what was asked of one that is gone is asked of the next. */
export class Tables {
  #source: Source | null = null;
  readonly #waiting = new Set<() => void>();

  /** The data worker's end of a channel: tables come over it, never through the page. */
  connect(port: MessagePort): void {
    this.#source = Comlink.wrap<DataApi>(port);
    for (const ask of this.#waiting) ask();
  }

  async table(id: string): ReturnType<EngineHost["table"]> {
    const named = await this.#ask((source) => source.table(id));
    return withMedia(named, id, { pixels: (...asked) => this.#ask((source) => source.pixels(...asked)) });
  }

  #ask<T>(question: (source: Source) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = () => {
        if (!this.#source) throw new Error("internal: the data worker is not connected");
        question(this.#source).then(resolve, reject).finally(() => this.#waiting.delete(ask));
      };
      this.#waiting.add(ask);
      ask();
    });
  }
}
