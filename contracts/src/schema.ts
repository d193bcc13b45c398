import Type from 'typebox';
import type { TProperties, TSchema, Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { contractError } from './errors.ts';
import type { ContractErrorCode } from './errors.ts';

/** An object schema that refuses properties it does not name. */
export const closed = <P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) });

/** Letters, digits, `.`, `_`, `-`: safe as an MQTT topic level, a file name and an HTML id. */
export const Identifier = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' });

/** A function that returns a value as what its schema says it is, or throws naming the first thing wrong with it. */
export type Parser<T> = (value: unknown, source: string) => T;

/**
 * A parser for a schema, compiled once.
 *
 * @param code the error's code when the value does not fit
 * @throws     WalkoutError `code`, naming the source, the path in the value and what is wrong there
 */
export function parserOf<S extends TSchema>(schema: S, code: ContractErrorCode): Parser<Static<S>> {
  const validator = Compile(schema);
  return (value, source) => {
    if (validator.Check(value)) return value as Static<S>;
    const [first] = validator.Errors(value);
    // A closed object's refusal of a stranger is reported as a schema that is false.
    const why = first?.keyword === 'boolean' ? 'is not a field that is known here' : (first?.message ?? 'does not fit');
    throw contractError(code, `${source}: ${first?.instancePath || '/'} ${why}`);
  };
}

/** Reads JSON text by a schema. @throws WalkoutError `code` for text that is no JSON or does not fit. */
export function parseJson<T>(parse: Parser<T>, text: string, source: string, code: ContractErrorCode): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw contractError(code, `${source}: not JSON (${(cause as Error).message})`);
  }
  return parse(value, source);
}
