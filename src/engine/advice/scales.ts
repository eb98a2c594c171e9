/** Words that stand in an order, from the least to the most; lower-cased, joined by "_". */
const SCALES: readonly (readonly string[])[] = [
  ["very_low", "low", "lower", "medium", "moderate", "middle", "high", "higher", "very_high", "critical"],
  ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"],
  ["tiny", "small", "medium", "large", "extra_large", "huge"],
  ["very_bad", "bad", "poor", "fair", "average", "ok", "good", "very_good", "great", "excellent"],
  ["fair", "good", "very_good", "premium", "ideal"],
  ["never", "rarely", "seldom", "sometimes", "often", "usually", "mostly", "always"],
  ["strongly_disagree", "disagree", "neutral", "neither_agree_nor_disagree", "undecided", "agree", "strongly_agree"],
  ["very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied"],
  ["none", "mild", "slight", "moderate", "severe", "extreme"],
  ["first", "second", "third", "fourth", "fifth", "sixth"],
  ["beginner", "intermediate", "advanced", "expert"],
  ["cold", "cool", "mild", "warm", "hot"],
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
  ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  ["niedrig", "mittel", "hoch"],
  ["schlecht", "mittel", "gut", "sehr_gut"],
  ["nie", "selten", "manchmal", "oft", "immer"],
  ["faible", "moyen", "élevé"],
  ["bajo", "medio", "alto"],
];

const FEWEST = 3;

/** The values in their order, where all of them are words of one scale; null: they are not. */
export function scaleOf(values: readonly string[]): readonly string[] | null {
  const folded = new Map(values.map((value) => [value.trim().toLowerCase().replaceAll(/[\s-]+/g, "_"), value.trim()]));
  if (folded.size < FEWEST) return null;
  const scale = SCALES.find((words) => [...folded.keys()].every((value) => words.includes(value)));
  return scale ? scale.flatMap((word) => folded.get(word) ?? []) : null;
}
