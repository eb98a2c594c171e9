/** Keys and what they do. A chord is held with Ctrl, or with ⌘ on a Mac; a single key can be switched off. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says it, in small letters. */
  readonly key: string;
  readonly held: "none" | "command" | "command+shift";
  readonly label: string;
  /** Acts while text is typed too: a chord that no text makes anything of. */
  readonly whileTyping?: boolean;
  /** Left out where it means nothing: without a project there are no steps. */
  readonly run?: (() => void) | undefined;
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The shortcut that was pressed, if it may act now. */
export function pressed(event: Pressed, shortcuts: readonly Shortcut[], { mac, single }: { mac: boolean; single: boolean }): Shortcut | undefined {
  const command = mac ? event.metaKey : event.ctrlKey;
  if (event.altKey || (mac ? event.ctrlKey : event.metaKey)) return undefined;
  // What a single key is depends on the keyboard: "?" takes Shift on most.
  const held = command ? (event.shiftKey ? "command+shift" : "command") : "none";
  const found = shortcuts.find((shortcut) => shortcut.held === held && shortcut.key === event.key.toLowerCase());
  return found?.run && (held !== "none" || single) ? found : undefined;
}

const NOT_TYPED_INTO = ["radio", "checkbox", "button", "submit", "range", "file"];

/** A key that is typed into something belongs to it; the YAML's editor stands in a shadow root. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.includes(target.type);
  // A list finds its lines by their letters, and makes nothing of a chord.
  if (target instanceof HTMLSelectElement) return !(event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey));
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, [role=menuitem]"));
}
