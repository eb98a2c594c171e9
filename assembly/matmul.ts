import { gemmPanels, panelsOf, panelSize } from "./gemm";
import { at } from "./vector";

/**
 * C [batch, m, n] = A·B for each of a batch, plus a bias [n] unless it is 0, through relu where that is asked for. A or B of a smaller
 * batch begins again at its end. Units of work: the panels of all matrices; scratch: `panelSize(k)` numbers for each.
 */
export function matmul(
  transA: i32, transB: i32, batchA: i32, batchB: i32, m: i32, n: i32, k: i32, a: usize, b: usize, bias: usize, relu: i32, c: usize, scratch: usize,
  from: i32, to: i32,
): void {
  const panels = panelsOf(n);
  const own = at(scratch, from * panelSize(k));
  const lda = transA ? m : k;
  const ldb = transB ? k : n;
  for (let unit = from; unit < to;) {
    const matrix = unit / panels;
    const first = unit - matrix * panels;
    const last = min<i32>(panels, first + to - unit);
    gemmPanels(
      <bool>transA, <bool>transB, m, n, k, at(a, (matrix % batchA) * m * k), lda, at(b, (matrix % batchB) * k * n), ldb,
      false, at(c, matrix * m * n), n, bias, <bool>relu, own, first, last,
    );
    unit += last - first;
  }
}
