import type { TrainEvent } from "../../engine/training/events.ts";
import type { RunView } from "../screens/props.ts";
import type { TrainerLock } from "../../../workers/offline.ts";

export const TRAINER: TrainerLock = "fidelio/trainer";

/** What goes on in a tab that trains. */
export interface Training { readonly project: string; readonly projectName: string; readonly runName: string }

/** What tabs of one browser tell each other; what is stored they hear of from the storage. */
export type TabMessage =
  /** A tab has come; every other one answers `here`. */
  | { readonly kind: "hello"; readonly version: string }
  | { readonly kind: "here"; readonly version: string; readonly training: Training | null }
  | { readonly kind: "training"; readonly training: Training | null }
  /** What does the run of this project look like? The tab that trains it answers `run`; null there: it goes on no more. */
  | { readonly kind: "run?"; readonly project: string }
  | { readonly kind: "run"; readonly project: string; readonly view: RunView | null }
  | { readonly kind: "event"; readonly project: string; readonly run: string; readonly event: TrainEvent }
  /** May I change this project from here on? Its writer lets go, or answers `refused`. */
  | { readonly kind: "handover?"; readonly project: string }
  | { readonly kind: "refused"; readonly project: string; readonly to: string; readonly reason: string };

export type MessageOf<K extends TabMessage["kind"]> = Extract<TabMessage, { readonly kind: K }>;

/** Versions of the app may meet in one browser; those that speak otherwise do not hear each other. */
export interface Envelope { readonly protocol: 1; readonly from: string; readonly message: TabMessage }

/** Carries envelopes to all other tabs, in order. */
export interface Channel {
  post(envelope: Envelope): void;
  listen(listener: (envelope: Envelope) => void): void;
  close(): void;
}

export function browserChannel(): Channel {
  const channel = new BroadcastChannel("fidelio");
  return {
    post: (envelope) => channel.postMessage(envelope),
    listen: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<Envelope | { readonly protocol: unknown }>) => {
        if (data.protocol === 1) listener(data as Envelope); // only this module's kind says 1
      };
    },
    close: () => channel.close(),
  };
}

/** Is version `a` newer than `b`, by their numbers from left to right? */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split(/[^0-9]+/).map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let i = 0; i < length; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
