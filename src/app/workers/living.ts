import { t } from "../messages/index.ts";
import { WorkerGone } from "./gone.ts";
import type { Locks } from "./locks.ts";
import type { Life } from "../../../workers/life.ts";

/** One worker, as the edge to comlink hands it over. */
export interface Spawned<Api> {
  readonly api: Api;
  readonly life: Life;
  /** Told what the browser says when the script cannot be loaded, or throws where nobody catches. */
  onError(listener: (reason: string) => void): void;
  terminate(): void;
}

/** What watching asks of its surroundings, and how patient it is. */
export interface Watch {
  readonly locks: Locks | null;
  newId(): string;
  /** Milliseconds for a script to be loaded and to answer. */
  readonly startWithin: number;
  /** Milliseconds between two knocks while there is work. */
  readonly beat: number;
  /**
   * A worker that leaves so many knocks unanswered hangs. Knocks are counted, not seconds: a page that slept with its
   * computer, or whose timers are slowed in the background, has knocked less often too.
   */
  readonly beats: number;
}

/** A worker from its start to its end; whoever waits for an answer when it ends is told so. */
export class Living<Api> {
  readonly api: Api;
  readonly #name: string;
  readonly #worker: Spawned<Api>;
  readonly #watch: Watch;
  readonly #waiting = new Set<(cause: WorkerGone) => void>();
  readonly #ended: (reason: string) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #unanswered = 0;
  #over = false;

  private constructor(name: string, worker: Spawned<Api>, watch: Watch, ended: (reason: string) => void) {
    this.#name = name;
    this.#worker = worker;
    this.#watch = watch;
    this.#ended = ended;
    this.api = worker.api;
  }

  /** Resolves once the worker answers; rejects with `WorkerGone` when it does not start. `ended` is called once, if it started. */
  static async start<Api>(name: string, worker: Spawned<Api>, watch: Watch, ended: (reason: string) => void): Promise<Living<Api>> {
    const living = new Living(name, worker, watch, ended);
    const lock = `fidelio/worker/${name}/${watch.newId()}`;
    const holds = await living.#started(worker.life.hold(lock));
    if (holds) living.#watchLock(lock);
    return living;
  }

  get over(): boolean {
    return this.#over;
  }

  /** The answer, or a rejection with `WorkerGone` when the worker ends before it comes. */
  during<T>(answer: Promise<T>): Promise<T> {
    if (this.#over) return Promise.reject(new WorkerGone(t.workers.gone(this.#name)));
    return new Promise((resolve, reject) => {
      const settle = <V>(end: (value: V) => void) => (value: V) => {
        this.#waiting.delete(reject);
        if (this.#waiting.size === 0) this.#rest();
        end(value);
      };
      this.#waiting.add(reject);
      this.#timer ??= setInterval(() => this.#beat(), this.#watch.beat);
      answer.then(settle(resolve), settle(reject));
    });
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#rest();
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(new WorkerGone(reason));
    this.#waiting.clear();
    this.#ended(reason);
  }

  #started(ready: Promise<boolean>): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        clearTimeout(timer);
        this.#over = true;
        this.#worker.terminate();
        reject(new WorkerGone(t.errors.worker(this.#name, reason)));
      };
      const timer = setTimeout(() => fail(t.errors.workerSilent), this.#watch.startWithin);
      let started = false;
      // Later on an error is that of one call or of one stray promise; the lock and the knocks tell whether the worker lives.
      this.#worker.onError((reason) => {
        if (!started) fail(reason || t.errors.workerFile);
      });
      ready.then((holds) => {
        started = true;
        clearTimeout(timer);
        resolve(holds);
      }, (cause: unknown) => fail(String(cause)));
    });
  }

  /** The lock is free again when the worker has crashed, was ended, or ran out of memory. */
  #watchLock(lock: string): void {
    void this.#watch.locks?.request(lock, {}, async () => this.end(t.workers.gone(this.#name))).catch(() => undefined); // without locks the knocks remain
  }

  #beat(): void {
    this.#unanswered += 1;
    if (this.#unanswered > this.#watch.beats) {
      this.end(t.workers.hangs(this.#name));
      return;
    }
    if (this.#unanswered > 1) return;
    void this.#worker.life.knock().then(() => (this.#unanswered = 0), () => undefined);
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#unanswered = 0;
  }
}
