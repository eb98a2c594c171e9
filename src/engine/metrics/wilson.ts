/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** 95 % interval of a share, from how often in how many (Wilson, 1927). */
export function wilson(times: number, of: number): readonly [low: number, high: number] {
  const share = times / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / scale;
  return [times === 0 ? 0 : middle - half, times === of ? 1 : middle + half]; // exact at the ends, where rounding would step beyond them
}
