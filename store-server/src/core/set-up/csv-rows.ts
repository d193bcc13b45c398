/** A row of a CSV file: its line (the heading is line 1) and its cells by column. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What is wrong with a line. */
export interface LineError {
  readonly line: number;
  /** Missing where it is the line as a whole. */
  readonly column?: string;
  readonly message: string;
}

/** What a file came to: all of it, or what is wrong. */
export type CsvReading<T> = { readonly errors: readonly LineError[] } & Partial<{ readonly value: T }>;

/** Columns that are not known, and needed ones that are not there; told of line 1. */
export function headingErrors(columns: readonly string[], known: readonly string[], needed: readonly string[]): LineError[] {
  return [
    ...columns.filter((column) => !known.includes(column)).map((column) => ({ line: 1, column, message: `no such column; there are ${known.join(', ')}` })),
    ...needed.filter((column) => !columns.includes(column)).map((column) => ({ line: 1, column, message: 'this column is missing' })),
  ];
}

/** Lines of which the same was said before. */
export function doubledLines(rows: readonly CsvRow[], column: string): LineError[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, cells }) => {
    const key = (cells[column] ?? '').toLowerCase();
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    return first === undefined || key === '' ? [] : [{ line, column, message: `"${cells[column]}" is on line ${first} already` }];
  });
}
