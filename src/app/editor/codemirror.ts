/**
 * The YAML editor: CodeMirror in a shadow root, because the content-security policy refuses <style> elements and a shadow root
 * takes constructed style sheets. Loaded when the editor is first shown. It holds no history: undo belongs to the document.
 */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, tooltips } from "@codemirror/view";
import type { Fix } from "../../engine/schema/problem.ts";
import { helpAt, suggestionsAt, type Known } from "./completion.ts";
import { difference } from "./difference.ts";
import { nestsTooDeep } from "./nesting.ts";
import { marks, setMarks, valueColours, type Marks } from "./marks.ts";
import { theme } from "./theme.ts";
import { typingOverSelection } from "./typing.ts";

export interface EditorEvents {
  known(): Known;
  onEdit(text: string): void;
  onFix(fix: Fix): void;
  onUndo(): void;
  onRedo(): void;
  /** The cursor came to another line, by the user's hand. Counts from 1. */
  onLine(line: number): void;
}
export interface YamlEditor {
  /** The text as it stands now, and what to mark in it. */
  show(text: string, marks: Marks): void;
  /** Refuse typing, or allow it again. */
  lock(readOnly: boolean): void;
  focusLine(line: number): void;
  destroy(): void;
}

const fromOutside = Annotation.define<boolean>();
const locked = new Compartment();
const language = new Compartment();

/** In the edit itself, so that no text is ever coloured that the colouring would not survive. */
const colourWhatCanBe = EditorState.transactionExtender.of(({ docChanged, newDoc, startState }) => {
  if (!docChanged) return null;
  const coloured = !nestsTooDeep(newDoc.toString());
  return coloured === isColoured(startState) ? null : { effects: language.reconfigure(coloured ? yaml() : []) };
});
const isColoured = (state: EditorState): boolean => {
  const extension = language.get(state);
  return !(Array.isArray(extension) && extension.length === 0);
};

export function createEditor(host: HTMLElement, label: string, text: string, events: EditorEvents): YamlEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Mod-z", run: () => (events.onUndo(), true), preventDefault: true },
          { key: "Mod-Shift-z", run: () => (events.onRedo(), true), preventDefault: true },
          { key: "Mod-y", run: () => (events.onRedo(), true), preventDefault: true },
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"), // it trains, as everywhere
        ]),
        locked.of([]),
        typingOverSelection,
        lineNumbers(),
        // A long comment must not push the sentence of a problem, or its button, out of sight.
        EditorView.lineWrapping,
        highlightActiveLineGutter(),
        drawSelection(),
        EditorState.tabSize.of(2),
        indentUnit.of("  "),
        language.of(nestsTooDeep(text) ? [] : yaml()),
        colourWhatCanBe,
        theme,
        valueColours,
        marks((fix) => {
          events.onFix(fix);
          view.focus(); // the button goes with its problem
        }),
        tooltips({ parent: root as unknown as HTMLElement }), // a shadow root takes children as an element does; the type asks for more than is used
        autocompletion({ override: [(context) => complete(context, events.known())], icons: false }),
        hoverTooltip((editor, at) => help(editor, at, events.known())),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
        EditorView.updateListener.of((update) => {
          const own = update.transactions.some((tr) => tr.annotation(fromOutside));
          if (update.docChanged && !own) events.onEdit(update.state.doc.toString());
          if (update.selectionSet && !own) events.onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    }),
  });
  return {
    show(next, marked) {
      const changes = difference(view.state.doc.toString(), next);
      view.dispatch({ ...(changes && { changes }), effects: setMarks.of(marked), annotations: fromOutside.of(true) });
    },
    lock(readOnly) {
      view.dispatch({ effects: locked.reconfigure(EditorState.readOnly.of(readOnly)), annotations: fromOutside.of(true) });
    },
    focusLine(number) {
      const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
      view.dispatch({ selection: { anchor: line.to }, effects: EditorView.scrollIntoView(line.from, { y: "center" }), annotations: fromOutside.of(true) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function complete(context: CompletionContext, known: Known): CompletionResult | null {
  const found = suggestionsAt(context.state.doc.toString(), context.pos, known);
  if (!found || (!context.explicit && found.from === context.pos && found.options[0]?.kind === "key")) return null;
  const options = found.options.map((o): Completion => ({
    label: o.label,
    apply: o.text,
    type: o.kind === "key" ? "property" : "constant",
    ...(o.detail && { detail: o.detail }),
    ...(o.info && { info: o.info }),
  }));
  return { from: found.from, options, validFor: /^[\w .-]*$/ };
}

function help(view: EditorView, at: number, known: Known) {
  const found = helpAt(view.state.doc.toString(), at, known);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-help";
      const title = document.createElement("b");
      title.textContent = found.title;
      const detail = document.createElement("small");
      detail.textContent = found.detail;
      const sentence = document.createElement("p");
      sentence.textContent = found.text;
      dom.append(title, " ", detail, sentence);
      return { dom };
    },
  };
}
