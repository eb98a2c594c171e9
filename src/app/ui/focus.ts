/** Where the keyboard goes on when what had the focus is gone: to the head of the screen. */
export function focusHeading(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true }));
}
