/** As a schema has it. */
export const PIN_PATTERN = '^[0-9]{6,12}$';

/** What is wrong with a new PIN; `undefined` when it will do. Six digits or more, neither one digit repeated nor a run. */
export function weaknessOf(pin: string): string | undefined {
  if (!new RegExp(PIN_PATTERN).test(pin)) return 'a PIN has 6 to 12 digits';
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  const [step] = steps;
  if (steps.size === 1 && (step === 0 || step === 1 || step === 9)) return 'all digits the same, or one after the other';
  return undefined;
}
