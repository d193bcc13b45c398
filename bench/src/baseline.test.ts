import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { footageSuite } from './suites/footage.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = `${ROOT}recordings/demo`;
const here = existsSync(DEMO);
const WHOLE_RUN_MS = 600_000;

/** Figures that a change may only make better, by suite and recording; errors and reviews fall, all others rise. */
type Baseline = { readonly footage: { readonly demo: Readonly<Record<string, number>> } };
const { footage } = JSON.parse(readFileSync(`${ROOT}bench/baseline.json`, 'utf8')) as Baseline;

/** Another processor rounds networks' sums otherwise: what is measured on people may differ by so much; what is on receipts may not. */
const TOLERANCE = 0.03;
const isExact = (figure: string): boolean => /item|receipt|review/i.test(figure);
const isBetterLow = (figure: string): boolean => /Error|reviewRate/.test(figure);

describe.skipIf(!here)(`accuracy on the demo${here ? '' : ' (skipped: no recording)'}`, () => {
  it('is no worse than the baseline, from pixels to receipts', { timeout: WHOLE_RUN_MS }, async () => {
    const { figures } = await footageSuite({ data: DEMO, say: () => undefined });
    const worse = Object.entries(footage.demo).filter(([name, before]) => {
      const now = figures[name];
      if (typeof now !== 'number') return true;
      const slack = isExact(name) ? 0 : TOLERANCE * before;
      return isBetterLow(name) ? now > before + slack : now < before - slack;
    });
    expect(worse.map(([name, before]) => `${name}: ${String(figures[name])}, before ${before}`)).toEqual([]);
  });
});
