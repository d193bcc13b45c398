import type { FastifyReply } from 'fastify';
import type { CsvReading, CsvRow } from '../core/set-up/csv-rows.ts';
import { readCsv, writeCsv } from '../io/set-up/csv.ts';

/** A CSV file as JSON holds it. */
export const MOST_CSV_BYTES = 5 * 1024 * 1024;

interface CsvRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Answers with rows as a file that a browser keeps. */
export const sendCsv = (reply: FastifyReply, name: string, { columns, rows }: CsvRows): FastifyReply =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(writeCsv(columns, rows));

/** What a file comes to; one whose form is broken is not read further. */
export function readingOf<T>(csv: string, read: (columns: readonly string[], rows: readonly CsvRow[]) => CsvReading<T>): CsvReading<T> {
  const { columns, rows, errors } = readCsv(csv);
  return errors.length > 0 ? { errors } : read(columns, rows);
}
