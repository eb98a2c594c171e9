/** Every failure that a browser's storage knows becomes a sentence: what, why, the cure; and no call throws. */
import { expect, test } from "vitest";
import type { Draft } from "../../src/storage/records.ts";
import type { BlobStore, RecordStore } from "../../src/storage/storage.ts";
import { emptyDisk, openDisk } from "./faults.ts";

const dataset: Draft<"dataset"> = { id: "d", name: "Birds", createdAt: 1, meta: null };

function failing(cause: Error): { readonly records: RecordStore; readonly blobs: BlobStore } {
  const fail = () => Promise.reject(cause);
  return { records: { claim: fail, all: fail, get: fail, put: fail, remove: fail }, blobs: { write: fail, read: fail, remove: fail, sizes: fail } };
}

const cases: Readonly<Record<string, [Error, RegExp]>> = {
  QuotaExceededError: [new DOMException("", "QuotaExceededError"), /disk space this browser grants is used up/],
  InvalidStateError: [new DOMException("", "InvalidStateError"), /closed the storage and would not open it again/],
  AbortError: [new DOMException("", "AbortError"), /broke it off/],
  UnknownError: [new DOMException("Internal error", "UnknownError"), /storage failed \(Internal error\)/],
  SecurityError: [new DOMException("denied", "SecurityError"), /refuses it \(denied\)/],
  "any other error": [new Error("odd"), /said "odd"/],
};

test.each(Object.entries(cases))("%s", async (_, [cause, why]) => {
  const storage = openDisk(failing(cause));
  const cures = { save: /download (it|this one) instead.*nothing in memory is lost/, read: /reload the page; what is stored has not been touched/, remove: /reload the page and delete it again/ };
  const outcomes = {
    save: [await storage.put("dataset", dataset, { table: Uint8Array.of(1) }), await storage.replace("dataset", dataset, {})],
    read: [await storage.get("dataset", "d"), await storage.rescue("dataset", "d"), await storage.blob({ blobs: { table: { id: "b", length: 1, hash: "" } } }, "table"), { ok: false as const, problems: (await storage.list("dataset")).problems }],
    remove: [await storage.remove("dataset", "d")],
  };
  for (const doing of ["save", "read", "remove"] as const) {
    for (const outcome of outcomes[doing]) {
      const said = outcome.ok ? "" : outcome.problems[0]?.message;
      expect(said).toMatch(why);
      expect(said).toMatch(cures[doing]);
      expect(said).toMatch(/^[A-Z]/);
    }
  }
  expect((await storage.sweep()).ok).toBe(false);
  expect(await storage.setAside()).toEqual([]);
  expect((await storage.sizes()).size).toBe(0);
});

test("a part that was never saved is said to be gone, whatever its name", async () => {
  const storage = openDisk(emptyDisk());
  for (const part of ["table", "__proto__", "constructor"]) {
    const read = await storage.blob({ blobs: {} }, part);
    expect(read.ok ? "" : read.problems[0]?.message).toContain(`'${part}' are gone`);
  }
});
