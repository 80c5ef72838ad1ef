/** Months as whole numbers (year × 12 + month), so that ages and diagonals are plain differences. */
import {utcDay} from "./days.js";

/** Day (UTC) → number of its month. */
export const monthIndex = (day: Date): number => day.getUTCFullYear() * 12 + day.getUTCMonth();

/** Number of a month → its first day. */
export const indexMonth = (index: number): Date => utcDay(Math.floor(index / 12), index % 12);

/** Number of a month → how many days it has. */
export const daysInMonth = (index: number): number => utcDay(Math.floor(index / 12), (index % 12) + 1, 0).getUTCDate();
