import type { TSchema } from 'typebox';

/**
 * Reads and checks JSON in one pass over its bytes. `undefined`: it is not written plainly, does not fit its schema, or is no
 * JSON at all; whoever reads it at leisure knows which.
 */
export type PlainReader = (bytes: Uint8Array) => unknown;

/** A text and how far it has been read. */
interface Text {
  readonly bytes: Uint8Array;
  at: number;
}
/** Reads what comes next; `undefined` when it is not what was expected. */
type Read = (text: Text) => unknown;

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole: boolean;
}

const codeOf = (character: string): number => character.charCodeAt(0);
const bytesOf = (ascii: string): Uint8Array => Uint8Array.from(ascii, codeOf);
const [NOUGHT, NINE, MINUS, POINT, COMMA] = ['0', '9', '-', '.', ','].map(codeOf) as [number, number, number, number, number];
const [ARRAY_BEGINS, ARRAY_ENDS, OBJECT_ENDS] = ['[', ']', '}'].map(codeOf) as [number, number, number];
/** Both a whole number of so many digits and this power of ten are exact, so their quotient is the number nearest to what is written. */
const MOST_DIGITS = 15;
/** So many fit a small integer, which is quicker. */
const FEW_DIGITS = 9;
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, digits) => 10 ** digits);

const isDigit = (byte: number | undefined): byte is number => byte! >= NOUGHT && byte! <= NINE;

/** What some digits say as a whole number, whatever stands between them. */
function wholeOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) if (isDigit(bytes[at])) value = 10 * value + (bytes[at]! - NOUGHT);
  return value;
}

/** The next number; NaN when there is none, or one of many digits or with an exponent. What follows it is the next reader's business. */
function readNumber(text: Text): number {
  const { bytes } = text;
  const isNegative = bytes[text.at] === MINUS;
  const begins = isNegative ? text.at + 1 : text.at;
  let at = begins;
  let digits = 0;
  let byte = bytes[at];
  for (; isDigit(byte); byte = bytes[++at]) digits = (10 * digits + (byte - NOUGHT)) | 0;
  const whole = at - begins;
  if (whole === 0 || (whole > 1 && bytes[begins] === NOUGHT)) return NaN;
  let decimals = 0;
  if (byte === POINT) {
    const pointAt = at;
    for (byte = bytes[++at]; isDigit(byte); byte = bytes[++at]) digits = (10 * digits + (byte - NOUGHT)) | 0;
    decimals = at - pointAt - 1;
    if (decimals === 0) return NaN;
  }
  if (whole + decimals > MOST_DIGITS) return NaN;
  text.at = at;
  if (whole + decimals > FEW_DIGITS) digits = wholeOf(bytes, begins, at);
  const value = decimals === 0 ? digits : digits / POWERS[decimals]!;
  return isNegative ? -value : value;
}

const isWithin = (value: number, { minimum, maximum, isWhole }: Bounds): boolean => value >= minimum && value <= maximum && (!isWhole || Number.isInteger(value));

/** Whether these bytes come next; they are read then. */
function skip(text: Text, expected: Uint8Array): boolean {
  const { bytes, at } = text;
  for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return false;
  text.at = at + expected.length;
  return true;
}

function skipOne(text: Text, expected: number): boolean {
  if (text.bytes[text.at] !== expected) return false;
  text.at++;
  return true;
}

const numberReader = (bounds: Bounds): Read => (text) => {
  const value = readNumber(text);
  return isWithin(value, bounds) ? value : undefined;
};

/** As many as there are in all: most of what sensors say. */
function columnReader(bounds: Bounds, count: number): Read {
  // A copy of fractions has its final size and layout from the start; a list that grows is moved, and again when its first fraction comes.
  const blank = Array.from({ length: count }, () => 0.5);
  return (text) => {
    if (!skipOne(text, ARRAY_BEGINS)) return undefined;
    const column = blank.slice();
    for (let index = 0; index < count; index++) {
      if (index > 0 && !skipOne(text, COMMA)) return undefined;
      const value = readNumber(text);
      if (!isWithin(value, bounds)) return undefined;
      column[index] = value;
    }
    return skipOne(text, ARRAY_ENDS) ? column : undefined;
  };
}

function itemsReader(read: Read, [fewest, most]: readonly [number, number]): Read {
  return (text) => {
    if (!skipOne(text, ARRAY_BEGINS)) return undefined;
    const list: unknown[] = [];
    if (fewest === 0 && skipOne(text, ARRAY_ENDS)) return list;
    do {
      const value = read(text);
      if (list.length === most || value === undefined) return undefined;
      list.push(value);
    } while (skipOne(text, COMMA));
    return list.length >= fewest && skipOne(text, ARRAY_ENDS) ? list : undefined;
  };
}

/** @param fields in the order in which they are written; the first is never left out */
function objectReader(fields: readonly { readonly key: string; readonly read: Read; readonly isOptional: boolean }[]): Read {
  const expected = fields.map(({ key, ...field }, index) => ({ key, ...field, begins: bytesOf(`${index === 0 ? '{' : ','}"${key}":`) }));
  return (text) => {
    const object: Record<string, unknown> = {};
    for (let index = 0; index < expected.length; index++) {
      const { key, begins, read, isOptional } = expected[index]!;
      if (!skip(text, begins)) {
        if (isOptional) continue;
        return undefined;
      }
      const value = read(text);
      if (value === undefined) return undefined;
      object[key] = value;
    }
    return skipOne(text, OBJECT_ENDS) ? object : undefined;
  };
}

/** A schema as the JSON Schema that it is. */
interface JsonSchema {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** What a reader below heeds of a schema; a schema that asks for anything else is none of its. */
const HEEDED = {
  number: ['type', 'minimum', 'maximum', 'description'],
  integer: ['type', 'minimum', 'maximum', 'description'],
  array: ['type', 'items', 'additionalItems', 'minItems', 'maxItems', 'description'],
  object: ['type', 'properties', 'required', 'additionalProperties', 'description'],
} as const;
const isHeeded = (schema: JsonSchema): boolean => {
  const { type = '' } = schema;
  return type in HEEDED && Object.keys(schema).every((keyword) => (HEEDED[type as keyof typeof HEEDED] as readonly string[]).includes(keyword));
};

const boundsOf = ({ type, minimum = -Infinity, maximum = Infinity }: JsonSchema): Bounds => ({ minimum, maximum, isWhole: type === 'integer' });
const isNumber = ({ type }: JsonSchema): boolean => type === 'number' || type === 'integer';
const areAlike = (a: JsonSchema, b: JsonSchema): boolean => a.type === b.type && a.minimum === b.minimum && a.maximum === b.maximum;

function readerOfList({ items, minItems = 0, maxItems = Infinity }: JsonSchema): Read | undefined {
  const all = [items ?? []].flat() as JsonSchema[];
  const [item, ...others] = all;
  if (item === undefined || !others.every((other) => isHeeded(other) && areAlike(item, other))) return undefined;
  const length = Array.isArray(items) ? [all.length, all.length] as const : [minItems, maxItems] as const;
  if (isNumber(item) && isHeeded(item) && length[0] === length[1]) return columnReader(boundsOf(item), length[0]);
  const read = others.length === 0 ? readerOf(item) : undefined;
  return read === undefined ? undefined : itemsReader(read, length);
}

function readerOfObject({ properties = {}, required = [], additionalProperties }: JsonSchema): Read | undefined {
  const fields = Object.entries(properties).flatMap(([key, schema]) => {
    const read = readerOf(schema);
    return read === undefined || !/^\w+$/.test(key) ? [] : [{ key, read, isOptional: !required.includes(key) }];
  });
  const isWhole = fields.length > 0 && fields.length === Object.keys(properties).length;
  return isWhole && additionalProperties === false && !fields[0]!.isOptional ? objectReader(fields) : undefined;
}

function readerOf(schema: JsonSchema): Read | undefined {
  if (!isHeeded(schema)) return undefined;
  if (isNumber(schema)) return numberReader(boundsOf(schema));
  return schema.type === 'array' ? readerOfList(schema) : readerOfObject(schema);
}

/**
 * A reader of JSON that is written as our own services write it: without blanks, every object's fields in the order of its
 * schema. What it reads is what `JSON.parse` would make of it, to the last bit, and fits the schema. It is made of
 * the schema, so there is one description of a message, not two.
 *
 * @returns `undefined` for a schema that asks for more than closed objects, lists and numbers within bounds
 * @source  Clinger, "How to read floating point numbers accurately", PLDI 1990: what is exact in both parts needs one rounding
 */
export function plainReaderOf(schema: TSchema): PlainReader | undefined {
  const read = readerOf(schema as JsonSchema);
  if (read === undefined) return undefined;
  return (bytes) => {
    const text: Text = { bytes, at: 0 };
    const value = read(text);
    return text.at === bytes.length ? value : undefined;
  };
}
