/** How strongly a cell of a matrix is tinted: pale up to .26 or deep from .86 on, so that the number in it stays readable. */
export function shade(share: number): { readonly alpha: number; readonly deep: boolean } {
  if (!(share > 0)) return { alpha: 0, deep: false };
  return share < 0.5 ? { alpha: 0.06 + share * 0.4, deep: false } : { alpha: 0.86 + (share - 0.5) * 0.28, deep: true };
}
