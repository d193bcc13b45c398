import { describe, expect, it } from 'vitest';
import { parserDoors } from './doors.ts';
import { httpDoor } from './http-door.ts';
import { runFuzz } from './run-fuzz.ts';

const INPUTS = Number(process.env['WALKOUT_FUZZ_INPUTS'] ?? 3_000);
const SEED = Number(process.env['WALKOUT_FUZZ_SEED'] ?? 1);

describe(`${INPUTS} random and damaged inputs`, () => {
  it('crash nothing, hang nothing, and are refused by a code', { timeout: 600_000 }, async () => {
    const reports = await runFuzz([...parserDoors(), await httpDoor()], { inputs: INPUTS, seed: SEED });
    expect(reports.flatMap(({ door, findings }) => findings.map((finding) => `${door}: ${finding}`))).toEqual([]);
    for (const { inputs } of reports) expect(inputs).toBeGreaterThan(0);
    expect(reports.some(({ refused }) => refused > 0)).toBe(true);
  });
});
