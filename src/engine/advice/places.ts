/** Latitudes and longitudes: two columns that belong together, or both in one cell. */
import { words } from "../../messages/en/meaning.ts";
import { parseNumbers } from "../data/number-lists.ts";
import { isCut, type ColumnProfile } from "../data/profile.ts";
import type { Meaning } from "./meaning.ts";

const LATITUDE = /(?:^|[\s_.-])(?:lat|latitude|breite|breitengrad|latitud|y_?coord(?:inate)?)(?=$|[\s_.-])|latitude$/;
const LONGITUDE = /(?:^|[\s_.-])(?:lon|lng|long|longitude|länge|längengrad|longitud|x_?coord(?:inate)?)(?=$|[\s_.-])|longitude$/;

/** "StartLat", "start_lat" and "start lat" alike. */
export const plainName = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().trim();

const within = ({ numbers }: ColumnProfile, most: number): boolean => numbers !== null && numbers.min >= -most && numbers.max <= most;

/** Columns by what they are of a pair: named alike but for latitude and longitude, and within 90 and 180 degrees. */
export function placesAmong(columns: readonly ColumnProfile[]): ReadonlyMap<string, Meaning> {
  const half = (pattern: RegExp, most: number): ReadonlyMap<string, string> =>
    new Map(columns.flatMap((column) => (pattern.test(plainName(column.name)) && within(column, most) ? [[plainName(column.name).replace(pattern, "|"), column.name] as const] : [])));
  const [latitudes, longitudes] = [half(LATITUDE, 90), half(LONGITUDE, 180)];
  return new Map([...latitudes].flatMap(([stem, latitude]) => {
    const longitude = longitudes.get(stem);
    return longitude === undefined ? [] : [[latitude, ofPair(longitude, true)] as const, [longitude, ofPair(latitude, false)] as const];
  }));
}

const ofPair = (other: string, isLatitude: boolean): Meaning => ({ reasons: [words.pair(other, isLatitude)], doubts: [words.pairCells], type: "number" });

/** "52.52,13.40" and "[52.52, 13.40]": two numbers with fractions, of which the one is a latitude and the other a longitude. */
export function isPlace({ top, numbers }: ColumnProfile): boolean {
  const values = top.map(({ value }) => value).filter((value) => !isCut(value));
  return numbers === null && values.length > 1 && values.every((value) => {
    const found = parseNumbers(value);
    return found?.length === 2 && Math.abs(found[0]!) <= 90 && Math.abs(found[1]!) <= 180 && value.includes(".");
  });
}

export const inOneCell = (): Meaning => ({ reasons: [words.inOneCell], doubts: [words.pairCells], type: "vector" });
