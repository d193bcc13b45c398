/** Tukey's biweight of a squared deviation: 1 for what fits, falling smoothly to 0 at the limit. @source Beaton & Tukey 1974 */
export const biweight = (squared: number, limit: number): number => {
  const rest = 1 - squared / (limit * limit);
  return rest > 0 ? rest * rest : 0;
};
