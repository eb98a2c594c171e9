/** Time, as a training loop needs it. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Lets waiting messages be heard. Not a timer, nor an animation frame: both are throttled or stopped in a hidden tab. */
  breathe(): Promise<void>;
}

/** Node's ports keep the process alive unless told otherwise. */
interface KeepsAlive { ref?(): void; unref?(): void }

/** The clock of every host: a message to oneself is heard after those that wait already. */
export function systemClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  const inbox: MessagePort & KeepsAlive = port1;
  const waiting: (() => void)[] = [];
  inbox.onmessage = () => {
    waiting.shift()?.();
    if (waiting.length === 0) inbox.unref?.();
  };
  inbox.unref?.();
  return {
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => {
      waiting.push(resolve);
      inbox.ref?.();
      port2.postMessage(null);
    }),
  };
}
