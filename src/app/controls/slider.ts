import { niceStep } from "../charts/scale.ts";

/** A round step that cuts the range into some hundred places; whole for whole numbers. */
export function sliderStep(min: number, max: number, integers: boolean): number {
  if (!(max > min)) return 1;
  const step = niceStep(max - min, 300);
  return integers ? Math.max(1, Math.round(step)) : step;
}
