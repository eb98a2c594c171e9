/** A stretch of positions under one tag, from `start` to before `end`. */
interface Span { readonly start: number; readonly end: number; readonly kind: string }

/** No span. */
const OUTSIDE = "O";

/**
 * The spans of one row's tags, `null` where there is no tag. Tags that all are `O`, `B-kind` or `I-kind` (also E, S, L and U, with any of
 * `-` and `_`) are read as conlleval reads them: `B`, `S` and `U` begin a span, and so does `I` or `E` behind another kind or behind
 * nothing; `E`, `L`, `S` and `U` end one. Plain tags: every run of one tag but `O` is a span.
 */
export function spansOf(tags: readonly (string | null)[], isScheme: boolean): readonly Span[] {
  const spans: Span[] = [];
  let open: Pick<Span, "start" | "kind"> | null = null;
  for (const [at, tag] of [...tags, null].entries()) {
    const { mark, kind } = isScheme ? parts(tag) : { mark: "I", kind: tag ?? OUTSIDE };
    const goesOn: boolean = open !== null && kind === open.kind && !BEGINS.includes(mark);
    if (open && !goesOn) spans.push({ ...open, end: at });
    if (!goesOn) open = kind === OUTSIDE ? null : { start: at, kind };
    if (open && ENDS.includes(mark)) {
      spans.push({ ...open, end: at + 1 });
      open = null;
    }
  }
  return spans;
}

const [BEGINS, ENDS] = ["BSU", "ESLU"];
const SCHEME = /^([BIESLU])[-_](.+)$/;

function parts(tag: string | null): { readonly mark: string; readonly kind: string } {
  const [, mark, kind] = SCHEME.exec(tag ?? "") ?? [];
  return mark === undefined || kind === undefined ? { mark: "O", kind: OUTSIDE } : { mark, kind };
}

/** Are these the tags of a scheme, so that they name the beginnings of spans? */
export const isScheme = (labels: readonly string[]): boolean => labels.some((label) => SCHEME.test(label)) && labels.every((label) => label === OUTSIDE || SCHEME.test(label) || /^<.*>$/.test(label));

export interface SpanCounts { readonly right: number; readonly predicted: number; readonly truth: number }

/** How many spans of one row are predicted, are there, and are both, at the same place with the same kind. */
export function spanCounts(truth: readonly Span[], predicted: readonly Span[]): SpanCounts {
  const known = new Set(truth.map(({ start, end, kind }) => `${start} ${end} ${kind}`));
  return { truth: truth.length, predicted: predicted.length, right: predicted.filter(({ start, end, kind }) => known.has(`${start} ${end} ${kind}`)).length };
}
