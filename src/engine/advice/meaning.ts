/** What the values of a column are in the world, where their spelling tells: addresses, codes, amounts, names of files. */
import { words } from "../../messages/en/meaning.ts";
import { unitIn } from "../data/amounts.ts";
import { isCut, type ColumnProfile } from "../data/profile.ts";
import { distinctShare, presentCells } from "../features/likeness.ts";
import { inOneCell, isPlace, plainName } from "./places.ts";
import { scaleOf } from "./scales.ts";

/** What is said of a column beside what its types say, and what follows. */
export interface Meaning {
  readonly reasons: readonly string[];
  readonly doubts: readonly string[];
  /** The type that suits it, whatever its cells look like; absent: the likeliest. */
  readonly type?: string;
  /** Why it is left out; absent: there is no such reason. */
  readonly off?: string;
}

/** So much of the commonest values must be alike. */
const MOST = 0.9;
/** Where values return so often, they are classes, whatever they are. */
const RETURNING = 0.5;

const URL = /^(?:https?|ftp):\/\/\S+$|^www\.\S+\.\S+$/i;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}$/i;
const UUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
const HASH = /^(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const PHONE = /^(?=(?:\D*\d){7,15}\D*$)(?:\+\d|\(\d|\d+[ ./-])[\d\s()./-]*$/;
const TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?$/i;
const OBJECT = /^\{(?:\s*["'][^"']*["']\s*:.*)?\}$/s;
const EXTENSION = /^[^\s?*<>|]?[^?*<>|\n]*\.(?<extension>[a-z][a-z0-9]{1,4}|mp3|mp4)$/i;
const FILES: readonly { readonly kind: keyof typeof words.file; readonly extensions: RegExp }[] = [
  { kind: "audio", extensions: /^(?:wav|mp3|flac|ogg|oga|opus|m4a|aac|aiff?|wma)$/i },
  { kind: "video", extensions: /^(?:mp4|mov|avi|mkv|webm|mpe?g|m4v)$/i },
  { kind: "text", extensions: /^(?:txt|md|pdf|docx?|odt|rtf|html?|xml|tex)$/i },
  { kind: "other", extensions: /^(?:csv|tsv|json|jsonl|xlsx?|parquet|zip|gz|tar|npy|npz|h5|hdf5|dcm|nii|tiff?|heic|svg|raw|bin|dat|yaml|yml|py|r|java|c|cpp|js|ts)$/i },
];

const POSTAL_NAME = /(?:^|[\s_.-])(?:zip(?:[\s_]?code)?|post(?:al)?(?:[\s_]?code)?|plz|cap|cep|codigo[\s_]?postal|code[\s_]?postal|pincode)$|(?:zip|postal|post)code$/u;
const PHONE_NAME = /(?:^|[\s_.-])(?:phone|telephone|tel|mobile|fax|telefon|handy|cell[\s_]?phone)(?:$|[\s_.-])|phone(?:number)?$/;
const YEAR_NAME = /(?:^|[\s_.-])(?:years?|yr|jahr|année|annee|año|anno|ano|rok|vuosi|år|jaar|год|年)(?:$|[\s_.-])/u;

/** Null: nothing is told by how its values are spelt. */
export function meaningOf(column: ColumnProfile): Meaning | null {
  if (presentCells(column) === 0) return null;
  const values = column.top.map(({ value }) => value).filter((value) => !isCut(value)).map((value) => value.trim());
  const are = (pattern: RegExp): boolean => values.some((value) => pattern.test(value)) && values.filter((value) => pattern.test(value)).length >= MOST * values.length;
  const code = asCode(column, values);
  if (code) return code;
  if (column.numbers !== null) return yearsOf(column);
  if (column.amounts) return { reasons: [], doubts: [], type: "number" };
  if (isPlace(column)) return inOneCell();
  for (const [kind, pattern] of Object.entries({ url: URL, email: EMAIL, uuid: UUID, hash: HASH, ip: IP } as const)) {
    if (are(pattern)) return naming(column, words.naming[kind as keyof typeof words.naming]);
  }
  if (column.dates === 0 && are(PHONE)) return naming(column, words.naming.phone);
  const file = fileKind(values);
  if (file) return { reasons: [], doubts: [], off: words.file[file] };
  if (column.dates === 0 && are(TIME)) return { reasons: [words.times], doubts: [words.timesOrder] };
  const units = unitsOf(values);
  if (units) return amounts(column, units);
  if (values.length > 0 && values.every((value) => OBJECT.test(value)) && values.some((value) => value !== "{}")) {
    return distinctShare(column) < RETURNING ? { reasons: [words.objects], doubts: [] } : { reasons: [], doubts: [], type: "text", off: words.objects };
  }
  const scale = scaleOf(values);
  return scale ? { reasons: [words.scale(scale)], doubts: [words.scaleLost] } : null;
}

/** Values that name something outside: classes where they return, and else nothing to learn from. */
const naming = (column: ColumnProfile, sentence: string): Meaning =>
  distinctShare(column) < RETURNING ? { reasons: [sentence], doubts: [words.returning], type: "category" } : { reasons: [], doubts: [], type: "text", off: sentence };

/** Numbers that are not read as numbers: classes where a few return, and else better mended than learnt from. */
const amounts = (column: ColumnProfile, units: readonly string[]): Meaning =>
  column.distinct <= 20 && distinctShare(column) < RETURNING ? { reasons: [], doubts: [words.units(units)], type: "category" } : { reasons: [], doubts: [], off: words.units(units) };

/** Digits whose size says nothing: postal codes, telephone numbers, codes that begin with a zero. */
function asCode(column: ColumnProfile, values: readonly string[]): Meaning | null {
  const whole = values.filter((value) => /^\d+$/.test(value));
  if (whole.length < MOST * values.length || whole.length === 0) return null;
  const isZeroed = whole.some((value) => /^0\d/.test(value)) && whole.some((value) => !/^0/.test(value) || value.length > 1);
  const sameLength = new Set(whole.map(({ length }) => length)).size === 1;
  const isPostal = POSTAL_NAME.test(plainName(column.name)) && whole.every(({ length }) => length >= 3 && length <= 9);
  const isPhone = PHONE_NAME.test(plainName(column.name)) && whole.every(({ length }) => length >= 6);
  if (!isPostal && !isPhone && !(isZeroed && sameLength && whole[0]!.length > 1)) return null;
  const sentence = isPhone ? words.naming.phone : isPostal ? words.postal : words.zeros(whole.find((value) => value.startsWith("0"))!);
  return distinctShare(column) < RETURNING ? { reasons: [sentence], doubts: [words.codeOrder], type: "category" } : { reasons: [], doubts: [], type: "text", off: words.codesAlone(sentence) };
}

/** Whole numbers of four digits in a column that says so. */
function yearsOf({ name, numbers, distinct }: ColumnProfile): Meaning | null {
  const areYears = numbers !== null && numbers.integers && numbers.min >= 1000 && numbers.max < 2200 && distinct > 1 && YEAR_NAME.test(plainName(name));
  return areYears ? { reasons: [words.years(numbers.min, numbers.max)], doubts: [], type: "number" } : null;
}

function fileKind(values: readonly string[]): keyof typeof words.file | null {
  const found = values.map((value) => (URL.test(value) ? undefined : EXTENSION.exec(value)?.groups?.["extension"]));
  for (const { kind, extensions } of FILES) {
    if (values.length > 0 && found.filter((extension) => extension !== undefined && extensions.test(extension)).length >= MOST * values.length) return kind;
  }
  return null;
}

/** Units that a column may have beside each other before they are taken for parts of codes. */
const MOST_UNITS = 6;

/** The units of numbers that are not all of one; null where values are none. */
function unitsOf(values: readonly string[]): readonly string[] | null {
  const found = values.flatMap((value) => unitIn(value) ?? []);
  const units = [...new Set(found)];
  return found.length > 2 && found.length >= MOST * values.length && units.length > 1 && units.length <= Math.min(MOST_UNITS, found.length / 2) ? units : null;
}
