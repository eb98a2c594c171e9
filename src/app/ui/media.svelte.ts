import { createSubscriber } from "svelte/reactivity";

/** A media query whose answer is tracked: reading `matches` in a component follows the screen. */
export function mediaQuery(query: string): { readonly matches: boolean } {
  const list = matchMedia(query);
  const subscribe = createSubscriber((update) => {
    list.addEventListener("change", update);
    return () => list.removeEventListener("change", update);
  });
  return {
    get matches() {
      subscribe();
      return list.matches;
    },
  };
}
