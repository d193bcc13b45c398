import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { CsvRow, LineError } from '../../core/set-up/csv-rows.ts';

/** A CSV file as it was read; where its form is broken there are no rows. */
export interface CsvFile {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly errors: readonly LineError[];
}

interface ParsedRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Reads CSV with a heading, as spreadsheets write it: commas or semicolons, with or without a byte order mark. */
export function readCsv(text: string): CsvFile {
  const [heading = ''] = text.split(/\r?\n/, 1);
  const delimiter = heading.includes(';') && !heading.includes(',') ? ';' : ',';
  let columns: string[] = [];
  try {
    const parsed = parse(text, {
      bom: true, delimiter, skip_empty_lines: true, info: true,
      columns: (cells: string[]) => (columns = cells.map((cell) => cell.trim().toLowerCase())),
    }) as unknown as ParsedRow[];
    const rows = parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
    return { columns, rows, errors: columns.length === 0 ? [{ line: 1, message: 'the heading with the names of the columns is missing' }] : [] };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { lines } = cause as unknown as { lines?: number };
    return { columns, rows: [], errors: [{ line: lines ?? 1, message: cause.message }] };
  }
}

/** CSV that a spreadsheet opens as it is meant: a cell that would be taken for a formula is not. */
export const writeCsv = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([columns, ...rows].map((row) => [...row]), { escape_formulas: true });
