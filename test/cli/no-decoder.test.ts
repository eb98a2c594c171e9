import { afterEach, expect, test, vi } from "vitest";

afterEach(() => { vi.doUnmock("sharp"); vi.resetModules(); });

test("where the package that decodes is not installed, the first picture ends the command with the cure", async () => {
  vi.resetModules();
  vi.doMock("sharp", () => { throw new Error("not installed"); });
  const { decodePicture } = await import("../../src/cli/pictures.ts");
  await expect(decodePicture(Uint8Array.of(1), { height: 1, width: 1, channels: 3, resize: "interpolate" })).rejects.toThrow("npm install --include=optional");
});
