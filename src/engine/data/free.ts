/**
 * Frees the memory of bytes that nobody wants any more, at once: the collector of garbage does not know how large they are, and a gigabyte waits for
 * it. They are sent to nobody, since a browser holds on to whatever it has hashed or read, even where `transfer` has taken it from the script.
 */
export function free({ buffer }: Uint8Array | Uint32Array): void {
  if (!(buffer instanceof ArrayBuffer)) return;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(buffer, [buffer]);
  port1.close();
}
