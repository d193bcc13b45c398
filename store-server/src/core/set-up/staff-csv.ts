import { ROLES } from '../access/principal.ts';
import type { Role } from '../access/principal.ts';
import { doubledLines, headingErrors } from './csv-rows.ts';
import type { CsvReading, CsvRow, LineError } from './csv-rows.ts';
import type { Change } from './views.ts';

/** Columns of the staff's CSV file, in their order. PINs are never in it: each is set where nobody else reads it. */
export const STAFF_COLUMNS = ['name', 'role', 'active'] as const;
const YES_OR_NO: Readonly<Record<string, boolean>> = { yes: true, no: false };
const LONGEST_NAME = 60;

interface Facts {
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}
interface Member extends Facts {
  readonly staff: string;
}
/** Somebody as a file has them; without `staff` they are new. */
export interface StaffEdit extends Facts {
  readonly staff?: string;
  readonly before?: Facts;
}

const cellsOf = ({ name, role, active }: Facts): readonly string[] => [name, role, active ? 'yes' : 'no'];
const isManager = ({ active, role }: Facts): boolean => active && role === 'manager';

/** The staff, as rows of {@link STAFF_COLUMNS}. */
export const staffRows = (staff: readonly Facts[]): string[][] => staff.map((member) => [...cellsOf(member)]);

/** What is done to staff, in words. */
export const staffChanges = (edits: readonly StaffEdit[]): Change[] => edits.map((edit) => {
  const [before, after] = [edit.before === undefined ? ['', '', ''] : cellsOf(edit.before), cellsOf(edit)];
  const fields = STAFF_COLUMNS.map((field, i) => ({ field, before: before[i]!, after: after[i]! })).filter((field) => field.before !== field.after);
  return { part: 'staff', id: edit.name, change: edit.staff === undefined ? 'added' : 'changed', fields };
});

function readRow({ line, cells }: CsvRow, before: Member | undefined): CsvReading<StaffEdit> {
  const errors: LineError[] = [];
  const name = cells['name']!.trim();
  if (name === '' || name.length > LONGEST_NAME) errors.push({ line, column: 'name', message: `a name has 1 to ${LONGEST_NAME} letters` });
  const roleText = cells['role']?.trim().toLowerCase() || before?.role;
  const role = ROLES.find((known) => known === roleText);
  if (role === undefined) errors.push({ line, column: 'role', message: roleText === undefined ? 'somebody new needs this' : `"${roleText}" is none of ${ROLES.join(', ')}` });
  const activeText = cells['active']?.trim().toLowerCase() ?? '';
  const active = activeText === '' ? before?.active ?? true : YES_OR_NO[activeText];
  if (active === undefined) errors.push({ line, column: 'active', message: `"${activeText}" is neither yes nor no` });
  if (errors.length > 0) return { errors };
  return { errors, value: { name, role: role!, active: active!, ...(before === undefined ? {} : { staff: before.staff, before }) } };
}

/**
 * What a file of staff changes: lines add people and change those of their name. Whoever has no line stays as they are, and who
 * is not here and not to be is nobody. All or nothing: with any error there are no edits.
 *
 * @param staff those who work here first
 */
export function readStaffCsv(columns: readonly string[], rows: readonly CsvRow[], staff: readonly Member[]): CsvReading<StaffEdit[]> {
  const errors: LineError[] = [...headingErrors(columns, STAFF_COLUMNS, ['name']), ...doubledLines(rows, 'name')];
  if (errors.length > 0) return { errors };
  const readings = rows.map((row) => {
    const name = row.cells['name']!.trim().toLowerCase();
    return { line: row.line, ...readRow(row, staff.find((member) => member.name.toLowerCase() === name)) };
  });
  errors.push(...readings.flatMap((reading) => reading.errors));
  const after = new Map<string, Facts>(staff.map((member) => [member.staff, member]));
  for (const { value } of readings) if (value !== undefined) after.set(value.staff ?? `new ${value.name}`, value);
  if (errors.length === 0 && staff.some(isManager) && ![...after.values()].some(isManager)) {
    errors.push(...readings.filter(({ value }) => value?.before !== undefined && isManager(value.before))
      .map(({ line }) => ({ line, column: 'role', message: 'nobody would be a manager' })));
  }
  if (errors.length > 0) return { errors };
  const edits = readings.flatMap(({ value }) => value ?? []);
  return { errors, value: edits.filter(({ before, ...edit }) => (before === undefined ? edit.active : cellsOf(before).join('\n') !== cellsOf(edit).join('\n'))) };
}
