import type fc from 'fast-check';

/** A place where something of others comes in. */
export interface Door<Input = unknown> {
  readonly name: string;
  /** How many of all inputs go through it. */
  readonly share: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Takes one in; what it may refuse it refuses with a WalkoutError, and nothing else may be thrown. */
  enter(input: Input): unknown;
  close?(): Promise<void>;
}

export const door = <Input>(one: Door<Input>): Door => one as Door;
