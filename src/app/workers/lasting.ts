import { twice, unlessGone } from "./gone.ts";
import { Living, type Spawned, type Watch } from "./living.ts";

/** What a client needs of a worker. */
export type Asked<Api> = Pick<LastingWorker<Api>, "ask" | "once" | "tell" | "present">;

/** A worker that is started when it is first needed, and started anew when it is needed after its end. */
export class LastingWorker<Api> {
  readonly #name: string;
  readonly #spawn: () => Spawned<Api>;
  readonly #watch: Watch;
  /** Done with every new worker before anything is asked of it. */
  readonly #prepare: (living: Living<Api>) => Promise<void>;
  readonly #ended: (reason: string) => void;
  #current: Promise<Living<Api>> | null = null;
  #present: Living<Api> | null = null;

  constructor(name: string, spawn: () => Spawned<Api>, watch: Watch, prepare: (living: Living<Api>) => Promise<void>, ended: (reason: string) => void) {
    this.#name = name;
    this.#spawn = spawn;
    this.#watch = watch;
    this.#prepare = prepare;
    this.#ended = ended;
  }

  /** The worker that answers at present; null before the first one and after the last one's end. */
  get present(): Living<Api> | null {
    return this.#present;
  }

  /** The worker, started if need be. */
  living(): Promise<Living<Api>> {
    return (this.#current ??= this.#start());
  }

  /** Asks one worker; rejects with `WorkerGone` when it ends before it has answered. */
  async once<T>(call: (api: Api, living: Living<Api>) => Promise<T>): Promise<T> {
    const living = await this.living();
    return living.during(call(living.api, living));
  }

  /** For what depends on nothing but its arguments: when a worker ends over it, the next one is asked, once. */
  ask<T>(call: (api: Api, living: Living<Api>) => Promise<T>): Promise<T> {
    return twice(() => this.once(call));
  }

  /** For what matters only to the worker that there is: none is started for it, and none that has ended is waited for. */
  async tell(call: (api: Api) => Promise<void>): Promise<void> {
    const living = this.#present;
    if (living && !living.over) await unlessGone(living.during(call(living.api)));
  }

  async #start(): Promise<Living<Api>> {
    let living: Living<Api> | null = null;
    try {
      living = await Living.start(this.#name, this.#spawn(), this.#watch, (reason) => this.#end(reason));
      await living.during(this.#prepare(living));
      this.#present = living;
      return living;
    } catch (cause) {
      living?.end(String(cause));
      this.#current = null; // the next who asks tries again
      throw cause;
    }
  }

  #end(reason: string): void {
    this.#current = null;
    this.#present = null;
    this.#ended(reason);
  }
}
