/**
 * Characters that no eye sees and that change what it sees: control characters (terminals obey some), and the marks that turn
 * the direction of what follows. Line breaks, tabs, and the marks that only help mixed scripts are left alone.
 */
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** A text from a file, to be shown among others: what would reach beyond it is replaced by "\ufffd". */
export const visible = (text: string): string => text.replaceAll(UNSEEN, "\ufffd");
