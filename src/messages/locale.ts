import { english, speak, type Language } from "./catalogue.ts";
import { figuresOf } from "./format.ts";

/** A language and the name by which `Intl` knows how it writes figures. */
interface Locale { readonly intl: string; load(): Promise<Language> }

/** English is in the program; every other language is a file of its own that is read when it is asked for. */
const locales = {
  en: { intl: "en", load: () => Promise.resolve(english) },
  pseudo: { intl: "en", load: async () => (await import("./pseudo.ts")).pseudo },
} as const satisfies Readonly<Record<string, Locale>>;

export type LocaleName = keyof typeof locales;
let inUse: LocaleName = "en";

/** The language in use: the page tells its workers. */
export const localeInUse = (): LocaleName => inUse;

/** The name if there is such a language, else English. */
export const localeNamed = (name: string | null | undefined): LocaleName => (name != null && Object.hasOwn(locales, name) ? (name as LocaleName) : "en"); // a key, as was just seen

/** Called once at the start of the page, of each worker and of the command line, before the first sentence is said. */
export async function setLocale(name: LocaleName): Promise<void> {
  const { intl, load } = locales[name];
  speak(await load());
  figuresOf(intl);
  inUse = name;
}
