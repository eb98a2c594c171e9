/** What a table may be called, for the browser's dialog; what a file is, its content says. */
export const TABLES = ".csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.geojson,.xlsx,.xlsm,.parquet,.pq,.arrow,.feather,text/csv,text/tab-separated-values,text/plain,application/json";

/** Let the user choose a file; null when the dialog is closed without one. */
export function openFile(accept: string): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
