import { expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { demoLayout } from '../store/demo-layout.ts';
import { FITTED_NOISE } from './fitted-noise.ts';
import { createGhosts } from './ghosts.ts';

const [camera] = demoLayout().cameras;
const haunted = (confidence: readonly number[]) => {
  const noise = { ...FITTED_NOISE.ghosts, begin: 0.5, confidence };
  const haunt = createGhosts(noise, createRandom('ghosts'), () => 1);
  return Array.from({ length: 200 }, () => haunt([], camera!)).flat();
};

it('takes things for people now and then, each with a box', () => {
  const ghosts = haunted(FITTED_NOISE.ghosts.confidence);
  expect(ghosts.length).toBeGreaterThan(0);
  expect(ghosts.every(({ box }) => box.every(Number.isFinite))).toBe(true);
});

it('reports none of whom no joint is', () => expect(haunted([0, 0.001])).toEqual([]));
