/** Occlusion (Zeiler & Fergus, 2014): a grey patch is moved over the picture; where it lies, the answer falls. */

export interface Patch { readonly top: number; readonly left: number; readonly height: number; readonly width: number }

/** The side of a patch as a part of the picture's, and the way it moves as a part of its own. */
const [SIDE, STEP] = [1 / 5, 1 / 2];
const GREY = 128;

/** Patches that overlap by half and cover everything: some 120 of them, whatever the size. */
export function patchesOver(height: number, width: number): readonly Patch[] {
  const along = (size: number) => {
    const side = Math.max(1, Math.round(size * SIDE));
    const step = Math.max(1, Math.floor(side * STEP));
    const places = Math.ceil((size - side) / step) + 1;
    return { side, starts: Array.from({ length: places }, (_, i) => Math.min(i * step, size - side)) };
  };
  const [down, across] = [along(height), along(width)];
  return down.starts.flatMap((top) => across.starts.map((left) => ({ top, left, height: down.side, width: across.side })));
}

/** pixels: [height, width, channels] → [1 + patches, height, width, channels]: the picture itself, then with each patch over it; opacity stays. */
export function occluded(pixels: Uint8Array, width: number, channels: number, patches: readonly Patch[]): Uint8Array {
  const all = new Uint8Array((patches.length + 1) * pixels.length);
  all.set(pixels);
  patches.forEach((patch, i) => {
    const one = all.subarray((i + 1) * pixels.length, (i + 2) * pixels.length);
    one.set(pixels);
    for (let y = patch.top; y < patch.top + patch.height; y++) {
      for (let x = patch.left; x < patch.left + patch.width; x++) {
        const at = (y * width + x) * channels;
        one.fill(GREY, at, at + Math.min(3, channels));
      }
    }
  });
  return all;
}

/** [height, width]: of each place the mean fall under the patches over it; rises count as none. */
export function meanFalls(falls: readonly number[], patches: readonly Patch[], height: number, width: number): Float32Array {
  const [sums, counts] = [new Float32Array(height * width), new Float32Array(height * width)];
  patches.forEach((patch, i) => {
    for (let y = patch.top; y < patch.top + patch.height; y++) {
      for (let x = patch.left; x < patch.left + patch.width; x++) {
        sums[y * width + x]! += falls[i]!;
        counts[y * width + x]! += 1;
      }
    }
  });
  return sums.map((sum, i) => Math.max(0, sum / counts[i]!));
}
