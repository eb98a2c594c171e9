/** A cheap look at whether a cell is a calendar date; what it means is left to the feature that reads it. */

const TIME = "(?:[T ,]\\s*\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d{1,9})?)?\\s*(?:[AaPp][Mm])?\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s+)?";

const YEAR_FIRST = new RegExp(`^\\d{4}([-/.])(\\d{1,2})(?:\\1(\\d{1,2})${TIME})?$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(?:\\d{4}|\\d{2})${TIME}$`);
const DAY_MONTH = new RegExp(`^${WEEKDAY}\\d{1,2}(?:st|nd|rd|th)?[ -]${MONTH}[ ,-]\\s*(?:\\d{4}|\\d{2})${TIME}$`, "i");
const MONTH_DAY = new RegExp(`^${WEEKDAY}${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}${TIME}$`, "i");

const LONGEST = 48;

/**
 * True for a date with or without a time of day, in the usual orders: 2012-01-31, 2012/1/31 10:30, 31.01.2012,
 * 1/31/12, 31 Jan 2012, January 31, 2012, and ISO 8601 with fraction and zone. Months over 12 and days over 31 are
 * refused; a time alone, a year alone and a bare run of digits are not dates.
 */
export function looksLikeDate(text: string): boolean {
  if (text.length > LONGEST) return false;
  const cell = text.trim();
  const yearFirst = YEAR_FIRST.exec(cell);
  if (yearFirst) return yearFirst[3] === undefined ? yearFirst[1] === "-" && isMonth(yearFirst[2]) : isMonth(yearFirst[2]) && isDay(yearFirst[3]);
  const yearLast = YEAR_LAST.exec(cell);
  if (yearLast) return isDay(yearLast[1]) && isDay(yearLast[3]) && (isMonth(yearLast[1]) || isMonth(yearLast[3]));
  return DAY_MONTH.test(cell) || MONTH_DAY.test(cell);
}

const isMonth = (digits: string | undefined): boolean => Number(digits) >= 1 && Number(digits) <= 12;
const isDay = (digits: string | undefined): boolean => Number(digits) >= 1 && Number(digits) <= 31;
