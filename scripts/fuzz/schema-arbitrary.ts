import fc from 'fast-check';

/** What of JSON schema the product's schemas use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Long enough to find what breaks, short enough for a million of them. */
const MOST_ITEMS = 6;
const MOST_LETTERS = 40;
/** Beyond this, numbers of one size are as good as those of another. */
const LARGE = 1e12;

function numberOf({ type, minimum = -LARGE, maximum = LARGE, exclusiveMinimum }: Schema): fc.Arbitrary<unknown> {
  const [min, max] = [Math.max(minimum, exclusiveMinimum ?? -Infinity), maximum];
  if (type === 'integer') return fc.integer({ min: Math.max(Math.ceil(min), -(2 ** 31)), max: Math.min(Math.floor(max), 2 ** 31 - 1) });
  return fc.double({ min, max, noNaN: true, noDefaultInfinity: true, minExcluded: exclusiveMinimum !== undefined });
}

function stringOf({ pattern, minLength = 0, maxLength = MOST_LETTERS }: Schema): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, MOST_LETTERS)), unit: 'grapheme' });
}

function arrayOf({ items, minItems = 0, maxItems = Infinity }: Schema): fc.Arbitrary<unknown> {
  if (Array.isArray(items)) return fc.tuple(...(items as readonly Schema[]).map(fit));
  return fc.array(fit((items ?? {}) as Schema), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, MOST_ITEMS)) });
}

function fit(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fit));
  switch (schema.type) {
    case 'object': {
      if (schema.patternProperties !== undefined) return fc.dictionary(fc.string({ maxLength: 8 }), fit(Object.values(schema.patternProperties)[0]!), { maxKeys: 4 });
      const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fit(property)]));
      return fc.record(properties, { requiredKeys: [...(schema.required ?? [])] });
    }
    case 'array': return arrayOf(schema);
    case 'number': case 'integer': return numberOf(schema);
    case 'string': return stringOf(schema);
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    default: return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Values that fit a schema. */
export const fitting = (schema: object): fc.Arbitrary<unknown> => fit(schema as Schema);

/** What has broken parsers before. */
const NASTY: readonly unknown[] = [
  null, '', -1, 0, 1e308, -1e308, 2 ** 53, 'x'.repeat(70_000), '../../etc/passwd', "'; DROP TABLE visits; --", '\u0000', '\ud800',
  [], {}, { constructor: { prototype: { polluted: true } } }, JSON.parse('{"__proto__": {"polluted": true}}'), Array(2_000).fill(0), [[[[[[[[]]]]]]]], true,
];

/** Puts something nasty, or nothing, somewhere into a value. */
function spoil(value: unknown, place: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || place <= 0) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[place % keys.length]!;
  const spoilt = spoil((value as Record<string, unknown>)[key], Math.floor(place / keys.length) - 1, by);
  return Array.isArray(value) ? value.with(Number(key), spoilt) : { ...value, [key]: spoilt };
}

/** Values that fit a schema, nearly fit it, or have nothing to do with it. */
export const around = (schema: object): fc.Arbitrary<unknown> => fc.oneof(
  { weight: 4, arbitrary: fitting(schema) },
  { weight: 4, arbitrary: fc.tuple(fitting(schema), fc.nat(100_000), fc.constantFrom(...NASTY)).map(([value, place, by]) => spoil(value, place, by)) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Bytes of a text that was damaged on its way: flipped, cut, doubled or filled up. */
export const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.tuple(text, fc.constantFrom('whole', 'whole', 'whole', 'flip', 'cut', 'double', 'insert'), fc.nat(), fc.nat(255)).map(([whole, how, place, byte]) => {
    const bytes = Buffer.from(whole);
    const at = bytes.length === 0 ? 0 : place % bytes.length;
    switch (how) {
      case 'flip': if (bytes.length > 0) bytes[at]! ^= byte; return bytes;
      case 'cut': return bytes.subarray(0, at);
      case 'double': return Buffer.concat([bytes.subarray(0, at), bytes]);
      case 'insert': return Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]);
      default: return bytes;
    }
  });
