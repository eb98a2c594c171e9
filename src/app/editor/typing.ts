import { EditorView } from "@codemirror/view";

/**
 * What is typed over a selection is put into the text by us. A browser would carry the look of the words it removes over to what is
 * typed, as a `style` attribute, which the content-security policy refuses and reports.
 */
export const typingOverSelection = EditorView.domEventHandlers({
  beforeinput({ data, inputType, isComposing }, view) {
    const { state } = view;
    if (inputType !== "insertText" || data === null || isComposing || state.readOnly || state.selection.main.empty) return false;
    view.dispatch(state.update(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true }));
    return true;
  },
});
