/** The time, looked at once in a while as long as the component is shown. Milliseconds since 1970. */
export function clock(every: number): { readonly value: number } {
  let now = $state(Date.now());
  $effect(() => {
    now = Date.now();
    const timer = setInterval(() => (now = Date.now()), every);
    return () => clearInterval(timer);
  });
  return {
    get value() {
      return now;
    },
  };
}
