/** A screen that is fetched or read back may come this much later than the way to it was taken. */
const PATIENCE = 10_000;
let wantedAt = -Infinity;

/** Where the keyboard goes on after a change of screen, or when what had the focus is gone: at the head of the screen, now or when it comes. */
export function focusHeading(): void {
  wantedAt = performance.now();
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true }));
}

/** For a heading that has just come: it takes the focus if that was meant for it and nobody has it. */
export function receiveFocus(heading: HTMLElement): void {
  if (document.activeElement === document.body && performance.now() - wantedAt < PATIENCE) heading.focus({ preventScroll: true });
}
