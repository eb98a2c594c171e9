import { crc32 } from "../../../src/engine/data/checksum.ts";
import { FILES } from "../../../src/engine/export/layout.ts";
import type { Files } from "../../../src/engine/export/zip.ts";
import { BUNDLE_FORMAT } from "../../../src/engine/model/bundle.ts";

/** Files with a manifest that agrees with them: damage that no checksum shows. */
export function withChecksums(files: Files): Files {
  const { [FILES.manifest]: _, ...others } = files;
  const listed = Object.fromEntries(Object.entries(others).map(([name, bytes]) => [name, { bytes: bytes.length, crc32: crc32(bytes) }]));
  return { ...files, [FILES.manifest]: new TextEncoder().encode(JSON.stringify({ format: BUNDLE_FORMAT, app: "0.1.0", files: listed })) };
}
