/** The few globals beyond ECMAScript that every host of the engine has: browsers, workers, Node. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare function structuredClone<T>(value: T): T;
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function setInterval(callback: () => void, milliseconds: number): unknown;
declare function clearInterval(timer: unknown): void;
declare const performance: { now(): number };
declare class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}
interface MessagePort {
  onmessage: ((event: never) => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  close(): void;
}
declare function atob(base64: string): string;
declare function btoa(binary: string): string;
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  interface Instance { readonly exports: object }
  function validate(bytes: Uint8Array): boolean;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: object): Promise<Instance>;
}
