// Loaded before the first paint, so that a dark room is not lit by a white page: the same rule as src/app/state/theme.svelte.ts.
{
  let kept = null;
  try {
    kept = localStorage.getItem("fidelio.theme");
  } catch {
    // storage refused: follow the system
  }
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
}
