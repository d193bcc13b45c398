/** A figure as people read it: four digits after the point at most. */
export function figureText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** A list that is longer is counted; the report and the JSON hold it whole. */
const LONGEST_LIST = 5;

/** Every figure by its name; those of a group as `group.name`. */
export function figureRows(result: Readonly<Record<string, unknown>>, group = ''): [name: string, text: string][] {
  return Object.entries(result).flatMap(([key, value]): [string, string][] => {
    if (isGroup(value)) return figureRows(value, `${group}${key}.`);
    const isLong = Array.isArray(value) && value.length > LONGEST_LIST;
    return [[`${group}${key}`, isLong ? `${value.length} entries` : figureText(value)]];
  });
}

/** A result as a table for a terminal, a figure a line. */
export function figuresText(result: Readonly<Record<string, unknown>>): string {
  const rows = figureRows(result);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `${name.padEnd(width)}${text}\n`).join('');
}
