import { expect, it } from 'vitest';
import { quietDay } from '../testing/quiet-day.ts';
import { createFusionMachine } from './fusion-machine.ts';

it("says all the same without everybody's joints, which few ask for", () => {
  const { layout, messages } = quietDay();
  const saidBy = (saysJoints: boolean) => {
    const machine = createFusionMachine(layout, undefined, { saysJoints });
    return messages.flatMap((message) => machine.accept({ kind: 'message', message }).said);
  };
  const [whole, terse] = [saidBy(true), saidBy(false)];
  expect(new Set(whole.map(({ name }) => name))).toEqual(new Set(['cart', 'shelfEvent', 'shelfStock', 'positions', 'people']));
  expect(terse).toEqual(whole.filter(({ name }) => name !== 'people'));
});
