import type { Locks } from "../workers/locks.ts";
import { isNewer, TRAINER, type Channel, type MessageOf, type TabMessage, type Training } from "./tab-messages.ts";

/** What knowing the other tabs asks of the browser. Without locks every tab believes itself alone. */
export interface TabPorts {
  readonly locks: Locks | null;
  channel(): Channel;
  readonly id: string;
  readonly version: string;
}

type Listener<K extends TabMessage["kind"]> = (message: MessageOf<K>, from: string) => void;

export const projectLock = (project: string): string => `fidelio/project/${project}`;

/** The tabs of this browser that have Fidelio open: who trains, whether this one is out of date, and how to talk to the others. */
export class TabsState {
  readonly id: string;
  readonly locks: Locks | null;
  readonly #ports: TabPorts;
  readonly #listeners = new Map<TabMessage["kind"], Set<(message: TabMessage, from: string) => void>>();
  #channel: Channel | null = null;
  #here = $state.raw<Training | null>(null);
  #elsewhere = $state.raw<Training | null>(null);
  #outdated = $state(false);

  constructor(ports: TabPorts) {
    this.#ports = ports;
    this.id = ports.id;
    this.locks = ports.locks;
  }

  /** What another tab trains; null when none does. */
  get elsewhere(): Training | null {
    return this.#elsewhere;
  }
  /** What goes on in this browser, here or elsewhere. */
  get training(): Training | null {
    return this.#elsewhere ?? this.#here;
  }
  /** A newer version of the app is open in another tab: this one changes nothing any more. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** Come, or come back from the browser's back/forward cache. */
  start(): void {
    this.#channel ??= this.#open();
    this.say({ kind: "hello", version: this.#ports.version });
  }

  /** Go: for good, or into the back/forward cache. */
  stop(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  say(message: TabMessage): void {
    this.#channel?.post({ protocol: 1, from: this.id, message });
  }

  /** Returns how to stop. */
  hear<K extends TabMessage["kind"]>(kind: K, listener: Listener<K>): () => void {
    const heard = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, heard);
    const typed = (message: TabMessage, from: string) => listener(message as MessageOf<K>, from); // called for this kind only
    heard.add(typed);
    return () => void heard.delete(typed);
  }

  /** One training per browser: false, and nothing done, while another run goes on. */
  train(training: Training, work: () => Promise<void>): Promise<boolean> {
    return whileFree(this.locks, TRAINER, async () => {
      this.#tell(training);
      try {
        await work();
      } finally {
        this.#tell(null);
      }
    });
  }

  /** Change a project that is not open here: false, and nothing done, when another tab has it open. */
  alone(project: string, work: () => Promise<void>): Promise<boolean> {
    return whileFree(this.locks, projectLock(project), work);
  }

  #open(): Channel {
    const channel = this.#ports.channel();
    channel.listen(({ from, message }) => this.#receive(from, message));
    return channel;
  }

  #receive(from: string, message: TabMessage): void {
    if (message.kind === "hello") this.say({ kind: "here", version: this.#ports.version, training: this.#here });
    if ("version" in message && isNewer(message.version, this.#ports.version)) this.#outdated = true;
    if ("training" in message) this.#follow(message);
    for (const listener of this.#listeners.get(message.kind) ?? []) listener(message, from);
  }

  #follow({ kind, training }: MessageOf<"here" | "training">): void {
    if (training === null) {
      if (kind === "training") this.#elsewhere = null;
      return;
    }
    this.#elsewhere = training;
    // A tab that dies cannot say that it trains no more; its lock is free then.
    void this.locks?.request(TRAINER, {}, async () => {
      if (this.#elsewhere === training) this.#elsewhere = null;
    });
  }

  #tell(training: Training | null): void {
    this.#here = training;
    this.say({ kind: "training", training });
  }
}

/** Works while the lock is held; false, and nothing done, when another has it. */
async function whileFree(locks: Locks | null, name: string, work: () => Promise<void>): Promise<boolean> {
  if (!locks) {
    await work();
    return true;
  }
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}
