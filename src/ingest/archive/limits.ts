/** How much an archive may unpack to. Each is more than people's archives need and less than a computer chokes on. */
export interface Limits {
  readonly entries: number;
  /** In bytes, of the list of all entries. */
  readonly list: number;
  /** In bytes, unpacked, of one file and of all together. */
  readonly file: number;
  readonly total: number;
  /** How many times its packed size a file may unpack to, once it is larger than `harmless` bytes. Deflate's own limit is 1,032. */
  readonly ratio: number;
  readonly harmless: number;
}

const MIB = 1024 * 1024;

export const usualLimits: Limits = { entries: 200_000, list: 64 * MIB, file: 4096 * MIB, total: 20_480 * MIB, ratio: 500, harmless: 64 * MIB };
