/** A figure as people read it: four digits after the point at most. */
export function figureText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A result as a table for a terminal, a figure a line. */
export function figuresText(result: Readonly<Record<string, unknown>>): string {
  const width = Math.max(...Object.keys(result).map((key) => key.length)) + 2;
  return Object.entries(result).map(([key, value]) => `${key.padEnd(width)}${figureText(value)}\n`).join('');
}
