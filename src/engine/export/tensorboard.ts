/**
 * The history of a run as TensorBoard reads it: records of TensorFlow's TFRecord format (length, masked CRC-32C of the length, data, masked
 * CRC-32C of the data), each an `Event` message of protocol buffers. Safe for the page.
 */
import { joinBytes } from "../data/join-bytes.ts";
import type { Round } from "../training/events.ts";

/** One value of one curve. */
export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The file of one run folder. */
export function eventFile(scalars: readonly Scalar[], startedAt: number): Uint8Array {
  return joinBytes([record(joinBytes([wallTime(startedAt), message(FILE_VERSION, utf8("brain.Event:2"))])), ...scalars.map((scalar) => record(event(scalar)))]);
}

/** What is logged of one part of the rows, named as Ludwig names it: `<output>/epoch_<metric>` by round. startedAt: milliseconds since 1970. */
export function scalarsOf(rounds: readonly Round[], part: "training" | "validation", startedAt: number): readonly Scalar[] {
  return rounds.flatMap((round) => {
    const at = startedAt / 1000 + round.seconds;
    const scores = Object.entries(round[part]).flatMap(([output, metrics]) =>
      Object.entries(metrics).map(([metric, value]): Scalar => ({ tag: `${output}/epoch_${metric}`, step: round.round, value, at })));
    return part === "training" ? [...scores, { tag: "combined/epoch_learning_rate", step: round.round, value: round.learningRate, at }] : scores;
  });
}

// Fields of tensorflow/core/util/event.proto and of framework/summary.proto.
const WALL_TIME = 1;
const STEP = 2;
const FILE_VERSION = 3;
const SUMMARY = 5;
const SUMMARY_VALUE = 1;
const TAG = 1;
const SIMPLE_VALUE = 2;

const event = ({ tag, step, value, at }: Scalar): Uint8Array =>
  joinBytes([wallTime(at), varint(STEP << 3), varint(step), message(SUMMARY, message(SUMMARY_VALUE, joinBytes([message(TAG, utf8(tag)), float(SIMPLE_VALUE, value)])))]);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const message = (field: number, content: Uint8Array): Uint8Array => joinBytes([varint((field << 3) | 2), varint(content.length), content]);

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.of(...bytes, rest);
}

const wallTime = (seconds: number): Uint8Array => fixed((WALL_TIME << 3) | 1, 8, (view) => view.setFloat64(1, seconds, true));
const float = (field: number, value: number): Uint8Array => fixed((field << 3) | 5, 4, (view) => view.setFloat32(1, value, true));

function fixed(key: number, size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + size);
  bytes[0] = key;
  write(new DataView(bytes.buffer));
  return bytes;
}

function record(data: Uint8Array): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, data.length, true);
  return joinBytes([length, maskedChecksum(length), data, maskedChecksum(data)]);
}

/** CRC-32C (Castagnoli, RFC 3720), turned and shifted so that a checksum of checksums is no trap. */
function maskedChecksum(bytes: Uint8Array): Uint8Array {
  let c = 0xffffffff;
  for (const byte of bytes) c = CASTAGNOLI[(c ^ byte) & 0xff]! ^ (c >>> 8);
  const crc = (c ^ 0xffffffff) >>> 0;
  const masked = new Uint8Array(4);
  new DataView(masked.buffer).setUint32(0, ((crc >>> 15) | (crc << 17)) + 0xa282ead8, true);
  return masked;
}
const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0x82f63b78 ^ (c >>> 1) : c >>> 1;
  return c;
});
