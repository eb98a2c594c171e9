import { words } from "../../../messages/en/acceleration.ts";

/** The commands of one computation in their order. Pipelines, bind groups and buffers stay; WebGPU's command buffers serve but once. */
export interface Tape {
  readonly commands: number;
  /** Why the commands are not the whole computation; null while they are. */
  readonly flaw: string | null;
  /** Something was done that cannot be done again; the first reason stays. */
  spoil(reason: string): void;
  /** Encodes them all, in one compute pass but for what must lie between passes. */
  play(encoder: GPUCommandEncoder): void;
  /** Writes down what goes through each encoder that the device creates, until the function that it returns is called. */
  listen(device: GPUDevice): () => void;
  /** What is encoded meanwhile is not part of the computation. */
  aside<T>(work: () => T): T;
}
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [x: number, y?: number, z?: number];
}
type Command = Dispatch | ((encoder: GPUCommandEncoder) => void);

export function tape(): Tape {
  const commands: Command[] = [];
  let flaw: string | null = null;
  let isListening = true;

  const spoil = (reason: string): void => { flaw ??= reason; };
  const note = (command: Command): void => {
    if (isListening) commands.push(command);
  };
  const refuse = (name: string): void => {
    if (isListening) spoil(words.capture.command(name));
  };
  // What is given is what WebGPU's signatures say.
  const hearPass = (pass: object): void => {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    overhear(pass, (name, given) => {
      switch (name) {
        case "setPipeline": pipeline = given[0] as GPUComputePipeline; break;
        case "setBindGroup":
          group = given[1] as GPUBindGroup;
          if (given[0] !== 0 || given.length > 2) refuse(name);
          break;
        case "dispatchWorkgroups": note({ pipeline: pipeline!, group: group!, workgroups: given as [number] }); break; // WebGPU refuses one without
        case "end": break;
        default: refuse(name);
      }
    });
  };
  const hearEncoder = (encoder: object): void => overhear(encoder, (name, given, made) => {
    switch (name) {
      case "beginComputePass": hearPass(made as GPUComputePassEncoder); break;
      case "copyBufferToBuffer":
      case "clearBuffer": note((again) => { Reflect.apply(again[name], again, given); }); break;
      case "finish": break;
      default: refuse(name);
    }
  });
  return {
    get commands() { return commands.length; },
    get flaw() { return flaw; },
    spoil,
    play: (encoder) => play(commands, encoder),
    listen(device) {
      overhear(device, (name, _, made) => {
        if (name === "createCommandEncoder") hearEncoder(made as GPUCommandEncoder);
      }, ["createCommandEncoder"]);
      return () => { Reflect.deleteProperty(device, "createCommandEncoder"); };
    },
    aside(work) {
      isListening = false;
      try {
        return work();
      } finally {
        isListening = true;
      }
    },
  };
}

function play(commands: readonly Command[], encoder: GPUCommandEncoder): void {
  let pass: GPUComputePassEncoder | null = null;
  let last: GPUComputePipeline | null = null;
  for (const command of commands) {
    if (typeof command === "function") {
      pass?.end();
      pass = last = null;
      command(encoder);
      continue;
    }
    const { pipeline, group, workgroups } = command;
    pass ??= encoder.beginComputePass();
    if (pipeline !== last) pass.setPipeline((last = pipeline));
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass?.end();
}

type Heard = (name: string, given: readonly unknown[], made: unknown) => void;

/** Tells of every call of the object's methods, after it was made. They lie on the prototype; those that stand before them are the object's own. */
function overhear(object: object, heard: Heard, names: Iterable<string> = methodsOf(object)): void {
  for (const name of names) {
    const method = Reflect.get(object, name) as (...given: unknown[]) => unknown; // so the names were chosen
    Reflect.set(object, name, (...given: unknown[]): unknown => {
      const made = Reflect.apply(method, object, given);
      heard(name, given, made);
      return made;
    });
  }
}

function* methodsOf(object: object): Iterable<string> {
  for (const name in object) if (typeof Reflect.get(object, name) === "function") yield name;
}
