import { DEVICE_KINDS } from '../access/principal.ts';
import type { DeviceKind } from '../access/principal.ts';
import { doubledLines, headingErrors } from './csv-rows.ts';
import type { CsvReading, CsvRow, LineError } from './csv-rows.ts';
import type { Change } from './views.ts';

/** Columns of the devices' CSV file, in their order. */
export const DEVICE_COLUMNS = ['name', 'kind', 'gate'] as const;
const LONGEST_NAME = 60;

/** A device as people describe it; only a gate's reader has a gate. */
export interface DeviceDraft {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly gate?: string;
}
export interface DeviceSurroundings {
  /** Those that are enrolled and not revoked. */
  readonly devices: readonly DeviceDraft[];
  readonly gates: readonly string[];
}

/** Devices, as rows of {@link DEVICE_COLUMNS}. */
export const deviceRows = (devices: readonly DeviceDraft[]): string[][] => devices.map(({ name, kind, gate }) => [name, kind, gate ?? '']);

/** What is done to devices, in words. */
export const deviceChanges = (drafts: readonly DeviceDraft[]): Change[] => drafts.map(({ name, kind, gate }) => ({
  part: 'device', id: name, change: 'added',
  fields: [{ field: 'kind', before: '', after: kind }, ...(gate === undefined ? [] : [{ field: 'gate', before: '', after: gate }])],
}));

function readRow({ line, cells }: CsvRow, { devices, gates }: DeviceSurroundings): CsvReading<DeviceDraft | 'enrolled'> {
  const errors: LineError[] = [];
  const wrong = (column: string, message: string) => void errors.push({ line, column, message });
  const [name, kindText, gate] = DEVICE_COLUMNS.map((column) => cells[column]?.trim() ?? '') as [string, string, string];
  if (name === '' || name.length > LONGEST_NAME) wrong('name', `a name has 1 to ${LONGEST_NAME} letters`);
  const kind = DEVICE_KINDS.find((known) => known === kindText.toLowerCase());
  if (kind === undefined) wrong('kind', `"${kindText}" is none of ${DEVICE_KINDS.join(', ')}`);
  if (kind === 'gate' && !gates.includes(gate)) wrong('gate', gate === '' ? "a gate's reader needs this" : `there is no gate "${gate}"`);
  if (kind === 'tablet' && gate !== '') wrong('gate', 'a tablet has no gate');
  const known = devices.find((device) => device.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined && kind !== undefined && (known.kind !== kind || (known.gate ?? '') !== gate)) {
    wrong('name', `"${known.name}" is enrolled as something else: revoke it first`);
  }
  if (errors.length > 0) return { errors };
  return { errors, value: known === undefined ? { name, kind: kind!, ...(gate === '' ? {} : { gate }) } : 'enrolled' };
}

/** The devices of a file that are yet to be enrolled; those that are stay as they are. All or nothing: with any error there are none. */
export function readDeviceCsv(columns: readonly string[], rows: readonly CsvRow[], around: DeviceSurroundings): CsvReading<DeviceDraft[]> {
  const errors: LineError[] = [...headingErrors(columns, DEVICE_COLUMNS, ['name', 'kind']), ...doubledLines(rows, 'name')];
  if (errors.length > 0) return { errors };
  const readings = rows.map((row) => readRow(row, around));
  errors.push(...readings.flatMap((reading) => reading.errors));
  return errors.length > 0 ? { errors } : { errors, value: readings.flatMap(({ value }) => (value === undefined || value === 'enrolled' ? [] : value)) };
}
