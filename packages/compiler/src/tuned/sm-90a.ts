/**
 * Schedules measured on an NVIDIA H100, an entry a line: written by `npm run tuned`, and by nobody's hand.
 */
export const SM_90A: readonly string[] = [];
