export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "info" | "bad";
  /** What the button on it does. */
  readonly action: { readonly label: string; run(): void } | null;
}

const SHOWN_FOR = 8000;

/** Short messages at the edge of the screen; one that can be undone stays a little while, an error until it is closed. */
export class Toasts {
  #toasts = $state.raw<readonly Toast[]>([]);
  #next = 1;
  #held = false;
  readonly #overdue = new Set<number>();

  get all(): readonly Toast[] {
    return this.#toasts;
  }

  say(text: string, action: Toast["action"] = null): void {
    const id = this.#add(text, "info", action);
    setTimeout(() => (this.#held ? this.#overdue.add(id) : this.close(id)), SHOWN_FOR);
  }

  complain(text: string, action: Toast["action"] = null): void {
    if (!this.#toasts.some((toast) => toast.text === text)) this.#add(text, "bad", action);
  }

  /** While the pointer or the focus is on them, none goes. */
  hold(on: boolean): void {
    this.#held = on;
    if (on) return;
    for (const id of this.#overdue) this.close(id);
    this.#overdue.clear();
  }

  close(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
  }

  #add(text: string, tone: Toast["tone"], action: Toast["action"]): number {
    const id = this.#next++;
    this.#toasts = [...this.#toasts.slice(-2), { id, text, tone, action }];
    return id;
  }
}
