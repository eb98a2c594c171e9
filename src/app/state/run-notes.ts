import type { Draft, UnfinishedRecord } from "../../storage/index.ts";
import { late } from "../messages/late.ts";
import type { RunView } from "../screens/props.ts";
import type { Ports } from "./ports.ts";
import { forgetUnfinished } from "./unfinished.ts";

/** The `unfinished` record of one run while it goes on. Writes wait for one another, so that none comes after the removal. */
export class RunNotes {
  readonly #ports: Ports;
  readonly #run: Omit<Draft<"unfinished">, "seen">;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: Ports, run: Omit<Draft<"unfinished">, "seen">) {
    this.#ports = ports;
    this.#run = run;
  }

  /** Before the first step. A run that cannot be noted goes on all the same: only a crash would lose it, and the user is told. */
  async begin(before: RunView | null): Promise<void> {
    const noted = await this.#ports.storage.put("unfinished", { ...this.#run, seen: before ? seenOf(before) : null });
    if (!noted.ok) this.#ports.toasts.complain(late.train.notNoted(noted.problems.map(({ message }) => message).join(" ")));
  }

  /** A checkpoint was kept: this is what the run looked like. */
  seen(view: RunView): void {
    this.#turn = this.#turn.then(() => this.#ports.storage.put("unfinished", { ...this.#run, seen: seenOf(view) }));
  }

  /** `over`: it was kept, or there is nothing to go on from. */
  async end(over: boolean): Promise<void> {
    await this.#turn;
    if (over) await forgetUnfinished(this.#ports.storage, this.#run.id);
  }
}

const seenOf = ({ plan, rounds, keptAt }: RunView): UnfinishedRecord["seen"] => (plan && keptAt !== null ? { plan, rounds, at: keptAt } : null);
