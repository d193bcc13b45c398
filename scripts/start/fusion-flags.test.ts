import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FUSION_FLAGS } from './fusion-flags.ts';

it.each([
  ['package.json', 'fusion/src/main.ts'],
  ['deploy/systemd/walkout-fusion.service', 'fusion/dist/main.mjs'],
  ['deploy/compose.yaml', 'fusion/dist/main.mjs'],
])('%s starts fusion as it is measured', (file, program) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text.split('\n').filter((line) => line.includes(program))).toEqual([expect.stringContaining(`node ${FUSION_FLAGS.join(' ')} `)]);
});
