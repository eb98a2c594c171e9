/** LZ4: frames, as Arrow packs its buffers, and bare blocks, as Parquet packs its pages. https://github.com/lz4/lz4/tree/dev/doc */

const MAGIC = 0x184d2204;

/** Unpack one frame of a known size; checksums are not looked at. Throws where the frame is damaged or of another size. */
export function unpackLz4Frame(frame: Uint8Array, size: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error("LZ4");
  const flags = view.getUint8(4);
  const [hasBlockSums, hasSize, hasDictionary] = [0x10, 0x08, 0x01].map((bit) => (flags & bit) !== 0);
  if (hasDictionary) throw new Error("LZ4");
  const out = new Uint8Array(size);
  let at = 7 + (hasSize ? 8 : 0);
  let made = 0;
  for (;;) {
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) break;
    const length = head & 0x7fffffff;
    if (at + length > frame.length) throw new Error("LZ4");
    const block = frame.subarray(at, at + length);
    if (head >>> 31 === 1) {
      out.set(block, made);
      made += length;
    } else made = unpackBlock(block, out, made);
    at += length + (hasBlockSums ? 4 : 0);
  }
  if (made !== size) throw new Error("LZ4");
  return out;
}

/** Unpack one block of a known size, down to an empty one. Throws where it is damaged or of another size. */
export function unpackLz4Block(block: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  if (unpackBlock(block, out, 0) !== size) throw new Error("LZ4");
  return out;
}

/** Literals and copies of what was unpacked before, in this block or in those before it; returns where it ends. */
function unpackBlock(block: Uint8Array, out: Uint8Array, begin: number): number {
  let made = begin;
  for (let at = 0; at < block.length;) {
    const token = block[at++]!;
    let literals = token >> 4;
    if (literals === 15) [literals, at] = longer(literals, block, at);
    out.set(block.subarray(at, at + literals), made);
    made += literals;
    at += literals;
    if (at >= block.length) break;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    let copied = token & 15;
    if (copied === 15) [copied, at] = longer(copied, block, at);
    copied += 4;
    if (distance === 0 || distance > made || made + copied > out.length) throw new Error("LZ4");
    for (const end = made + copied; made < end; made++) out[made] = out[made - distance]!;
  }
  return made;
}

function longer(length: number, block: Uint8Array, at: number): [number, number] {
  for (;;) {
    const more = block[at++];
    if (more === undefined) throw new Error("LZ4");
    length += more;
    if (more !== 255) return [length, at];
  }
}
