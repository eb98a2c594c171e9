/** Two steps that the package takes together, and hands out apart only without types: bytes to batches, and these to a table. */
declare module "@uwdata/flechette/src/decode/decode-ipc.js" {
  export function decodeIPC(data: Uint8Array): import("./check.ts").ArrowData;
}
declare module "@uwdata/flechette/src/decode/table-from-ipc.js" {
  import type { ExtractionOptions, Table } from "@uwdata/flechette";
  export function createTable(data: import("./check.ts").ArrowData, options: ExtractionOptions): Table;
}
