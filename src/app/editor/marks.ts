/** What is marked in the text: lines of the selected part, problems with a wavy line, a red number, a sentence and its fix below. */
import { RangeSet, StateEffect, StateField, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass, MatchDecorator, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import type { Fix } from "../../engine/schema/problem.ts";
import type { MarkedProblem } from "./problem-places.ts";

export interface Marks {
  readonly problems: readonly MarkedProblem[];
  readonly tinted: readonly [first: number, last: number] | null;
}

export const setMarks = StateEffect.define<Marks>();

class BadNumber extends GutterMarker {
  override elementClass = "cm-badNumber";
}
class TintedNumber extends GutterMarker {
  override elementClass = "cm-tintedNumber";
}
const badNumber = new BadNumber();
const tintedNumber = new TintedNumber();

/** The sentence and its fix, under the line. */
class ProblemNote extends WidgetType {
  readonly #marked: MarkedProblem;
  readonly #onFix: (fix: Fix) => void;
  constructor(marked: MarkedProblem, onFix: (fix: Fix) => void) {
    super();
    this.#marked = marked;
    this.#onFix = onFix;
  }
  override eq(other: ProblemNote): boolean {
    return JSON.stringify(other.#marked.problem) === JSON.stringify(this.#marked.problem);
  }
  override toDOM(): HTMLElement {
    const { problem } = this.#marked;
    // Room around the box is padding: the editor does not count margins when it lines up the numbers.
    const room = document.createElement("div");
    room.className = "cm-problemRoom";
    const box = document.createElement("div");
    box.className = `cm-problem cm-${problem.severity}`;
    room.append(box);
    const sentence = document.createElement("span");
    sentence.textContent = problem.message;
    box.append(sentence);
    const { fix } = problem;
    if (fix) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = fix.label;
      button.addEventListener("click", () => this.#onFix(fix));
      box.append(button);
    }
    return room;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

interface Drawn { readonly decorations: DecorationSet; readonly gutter: RangeSet<GutterMarker> }

export function marks(onFix: (fix: Fix) => void): Extension {
  const field = StateField.define<Drawn>({
    create: () => ({ decorations: Decoration.none, gutter: RangeSet.of<GutterMarker>([]) }),
    update(drawn, transaction) {
      const effect = transaction.effects.findLast((e) => e.is(setMarks));
      if (effect) return draw(effect.value, transaction.state.doc, onFix);
      return transaction.docChanged ? { decorations: drawn.decorations.map(transaction.changes), gutter: drawn.gutter.map(transaction.changes) } : drawn;
    },
    provide: (own) => [EditorView.decorations.from(own, (d) => d.decorations), gutterLineClass.from(own, (d) => d.gutter)],
  });
  return field;
}

function draw({ problems, tinted }: Marks, doc: EditorView["state"]["doc"], onFix: (fix: Fix) => void): Drawn {
  const decorations: Range<Decoration>[] = [];
  const gutter: Range<GutterMarker>[] = [];
  const bad = new Set(problems.filter((p) => p.problem.severity === "error").map((p) => p.line));
  if (tinted) {
    for (let n = tinted[0]; n <= Math.min(tinted[1], doc.lines); n++) {
      if (bad.has(n)) continue;
      decorations.push(Decoration.line({ class: "cm-tinted" }).range(doc.line(n).from));
      gutter.push(tintedNumber.range(doc.line(n).from));
    }
  }
  for (const n of bad) {
    if (n > doc.lines) continue;
    decorations.push(Decoration.line({ class: "cm-bad" }).range(doc.line(n).from));
    gutter.push(badNumber.range(doc.line(n).from));
  }
  for (const marked of problems) {
    if (marked.line > doc.lines) continue;
    const line = doc.line(marked.line);
    const from = Math.min(Math.max(marked.from, line.from), line.to);
    const to = Math.min(Math.max(marked.to, from), line.to);
    if (from < to) decorations.push(Decoration.mark({ class: marked.problem.severity === "error" ? "cm-wavy" : "cm-noted" }).range(from, to));
    decorations.push(Decoration.widget({ widget: new ProblemNote(marked, onFix), block: true, side: 1 }).range(line.to));
  }
  return { decorations: Decoration.set(decorations, true), gutter: RangeSet.of(gutter, true) };
}

/** Numbers and the words true, false, null in their own colour: the grammar of YAML calls every scalar text. */
const plainValues = new MatchDecorator({ regexp: /(?<=[:[,]\s+|\[)(?:[-+]?\.?\d[\d.e+-]*|true|false|null)(?=\s*(?:[,\]}#]|$))/g, decoration: Decoration.mark({ class: "cm-plainValue" }) });

export const valueColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = plainValues.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = plainValues.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
