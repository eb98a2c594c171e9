/** Memory of bytes that nobody wants any more, at once: the collector of garbage does not know how large they are, and a gigabyte waits for it. Where a browser cannot, it waits. */
export function free({ buffer }: Uint8Array): void {
  const freeing = buffer as { transfer?(length: number): unknown }; // not in all browsers yet
  freeing.transfer?.(0);
}
