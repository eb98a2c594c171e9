/** What the values of a column are, where their spelling tells, and what that means for a model. */
import { catalogue } from "../catalogue.ts";
import { list, plain } from "../format.ts";

const few = (items: readonly string[]): string => (items.length > 8 ? `${items.slice(0, 8).join(" < ")} < …` : items.join(" < "));

export const words = catalogue("meaning", {
  naming: {
    url: "Web addresses: nothing is fetched from them, and the model would read them as names",
    email: "E-mail addresses: they name people more than they describe them",
    uuid: "Random identifiers (UUID): they name the rows",
    hash: "Checksums: they say nothing of what they were made of",
    ip: "Addresses of machines (IP): read as names; nothing is known of which lie near each other",
    phone: "Telephone numbers: they name people, and their size says nothing",
  },
  returning: "They return often enough to be classes; values that were never seen say nothing",
  file: {
    audio: "Names of sound files, which cannot be read yet; read as classes they would only be names",
    video: "Names of films, which cannot be read; read as classes they would only be names",
    text: "Names of text files, whose content is not read: put it into a column of the table",
    other: "Names of files that are no pictures: nothing is read of them",
  },
  times: "Times of day",
  timesOrder: "Read as classes, their order is lost: minutes since midnight would keep it",
  units: (units: readonly string[]) => `Numbers in different units (${list(units)}), which nothing converts: bring them to one unit, so that the model knows which is more`,
  objects: "JSON objects: make a column of each field that matters, or open the file as JSON",
  scale: (ordered: readonly string[]) => `Words in an order: ${few(ordered)}`,
  scaleLost: "Read as classes, their order is not told to the model; to predict them, the loss corn keeps it",
  postal: "Postal codes: their size says nothing",
  zeros: (example: string) => `Codes that begin with a zero, such as ${example}: read as numbers they would lose it`,
  codeOrder: "Which codes lie near each other is lost",
  codesAlone: (sentence: string) => `${sentence}, and they hardly return`,
  years: (from: number, to: number) => `Years, from ${plain(from)} to ${plain(to)}`,
  pair: (other: string, isLatitude: boolean) =>
    `${isLatitude ? "Latitude" : "Longitude"} of a pair with “${other}”: kept as two numbers, since near places have near numbers`,
  pairCells: "A column of H3 cells of the same places, type h3, would tell the model regions as well",
  inOneCell: "Latitude and longitude in one cell: a vector of two numbers, since near places have near numbers",
});
