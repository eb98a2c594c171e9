import { crc32 as sumOf } from "./crc32.ts";

/** CRC-32 as eight hexadecimal digits (as in zip and PNG): finds damage, not forgery. */
export const crc32 = (bytes: Uint8Array): string => sumOf(0, bytes).toString(16).padStart(8, "0");
