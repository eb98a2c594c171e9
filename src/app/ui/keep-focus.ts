/** What Tab stops at, and headings that a script may give the focus to. */
const STOPS = ":is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex='-1'], :disabled), :is(h1, h2, h3)[tabindex]";

/** Where a node stood: `next` and `previous` may be text. */
interface Place { readonly parent: Node; readonly next: Node | null; readonly previous: Node | null }

/**
 * Holds the keyboard's place: when what has the focus is taken away (a finding that was mended, a field that closes), the focus goes to what has come
 * in its stead, else to what follows, precedes or surrounds it; and to what was disabled for a moment it comes back. A new screen, which has
 * a heading of its own to begin at, is left alone. Returns what ends it.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null;
  const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
  const remember = ({ target }: FocusEvent): void => {
    last = target instanceof Element ? target : null;
  };
  /** Who leaves what is still there means to. */
  const forget = (): void => void setTimeout(() => {
    if (last?.isConnected && !last.matches(":disabled") && isLost() && document.hasFocus()) last = null;
  });
  const restore = (was: Element, records: readonly MutationRecord[]): void => {
    if (last !== was || !isLost()) return;
    if (was.isConnected) focus(was.matches(":disabled") ? null : was);
    else if (!records.some(takesHeading)) focus(standIn(was, records));
  };
  const observer = new MutationObserver((records) => {
    const was = last;
    // Between two elements, while the Tab key leads from one to the next, the focus is nowhere for a moment.
    if (was && isLost()) setTimeout(() => restore(was, records));
  });
  root.addEventListener("focusin", remember);
  root.addEventListener("focusout", forget);
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", remember);
    root.removeEventListener("focusout", forget);
  };
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
}

const takesHeading = ({ removedNodes }: MutationRecord): boolean => [...removedNodes].some((node) => node instanceof Element && (node.matches("h1") || node.querySelector("h1") !== null));

/** Null where nothing around it can have the focus. */
function standIn(gone: Element, records: readonly MutationRecord[]): Element | null {
  let place = placeOf(gone, records);
  while (place && !place.parent.isConnected) place = placeOf(place.parent, records);
  for (; place; place = place.parent.parentNode && { parent: place.parent.parentNode, next: place.parent.nextSibling, previous: place.parent.previousSibling }) {
    const found = firstStop(place.next, "nextSibling") ?? firstStop(place.previous, "previousSibling");
    if (found) return found;
    if (place.parent instanceof Element && place.parent.matches(STOPS)) return place.parent;
  }
  return null;
}

/** By the last record that takes it, or what holds it, away; what was beside it then may be gone by now. */
function placeOf(gone: Node, records: readonly MutationRecord[]): Place | null {
  const record = records.findLast(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
  if (!record) return null;
  const { target: parent, nextSibling, previousSibling } = record;
  const next = nextSibling?.parentNode === parent ? nextSibling : null;
  const previous = previousSibling?.parentNode === parent ? previousSibling : null;
  return { parent, next: next ?? (previous ? previous.nextSibling : parent.firstChild), previous: previous ?? next?.previousSibling ?? null };
}

function firstStop(from: Node | null, on: "nextSibling" | "previousSibling"): Element | null {
  for (let node = from; node; node = node[on]) {
    if (!(node instanceof Element)) continue;
    const found = [node, ...node.querySelectorAll(STOPS)].find((element) => element.matches(STOPS) && element.checkVisibility() && !element.closest("[inert]"));
    if (found) return found;
  }
  return null;
}
