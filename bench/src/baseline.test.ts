import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { footageSuite } from './suites/footage.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = `${ROOT}recordings/demo`;
const here = existsSync(DEMO);
const WHOLE_RUN_MS = 600_000;

/** Figures that a change may only make better, by suite and recording; wrist errors fall, all others rise. */
type Baseline = { readonly footage: { readonly demo: Readonly<Record<string, number>> } };
const { footage } = JSON.parse(readFileSync(`${ROOT}bench/baseline.json`, 'utf8')) as Baseline;

/** Finer differences are not accuracy. */
const TOLERANCE = 1e-6;
const isBetterLow = (figure: string): boolean => /Error/.test(figure);

describe.skipIf(!here)(`accuracy on the demo${here ? '' : ' (skipped: no recording)'}`, () => {
  it('is no worse than the baseline, from pixels to receipts', { timeout: WHOLE_RUN_MS }, async () => {
    const { figures } = await footageSuite({ data: DEMO, say: () => undefined });
    const worse = Object.entries(footage.demo).filter(([name, before]) => {
      const now = figures[name];
      if (typeof now !== 'number') return true;
      return isBetterLow(name) ? now > before + TOLERANCE : now < before - TOLERANCE;
    });
    expect(worse.map(([name, before]) => `${name}: ${String(figures[name])}, before ${before}`)).toEqual([]);
  });
});
