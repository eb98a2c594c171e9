let latest = 0;

/** Later moments are greater, however quickly they follow each other. */
export const moment = (): number => ++latest;
