/** What XML 1.0 has no way to write, not even escaped: most control characters, halves of surrogate pairs, two that are no characters. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A serialised drawing that every reader of XML accepts, whatever its labels were. */
export const wellFormed = (xml: string): string => xml.replaceAll(FORBIDDEN, "\ufffd");
