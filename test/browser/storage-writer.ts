/** Saves one data set after the other under the same id until it is killed; tells which was saved. */
import { openStorage } from "../../src/storage/index.ts";

const storage = await openStorage();
for (let version = 0; ; version++) {
  const saved = await storage.put("dataset", { id: "w", name: String(version), createdAt: 1, meta: null }, { table: new Uint8Array(200_000).fill(version % 256) });
  if (!saved.ok) throw new Error(saved.problems.map(({ message }) => message).join("\n"));
  postMessage(version);
}
