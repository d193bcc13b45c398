import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { CameraTracks } from './messages/sensors.ts';
import { packKeypoints } from './keypoints.ts';
import { plainReaderOf } from './plain-json.ts';
import { closed } from './schema.ts';

const encoder = new TextEncoder();
const reader = plainReaderOf(CameraTracks)!;
const read = (text: string) => reader(encoder.encode(text));
const fits = Compile(CameraTracks);

/** What the slow way makes of a text; `undefined`: it refuses it. */
function slowly(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return fits.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const keypoints = packKeypoints(Array.from({ length: 17 }, (_, index) => [index * 31.5, -1 - index / 8, index / 16]));
const track = { track: 3, box: [417.8, -7, 27.4, 54.6], score: 0.9, keypoints };
const frame = { capturedAt: 1_760_000_000_123, sequence: 4, tracks: [track, { ...track, track: 0, appearance: [0.125, 1, 0] }] };

describe('plain JSON', () => {
  it.each([
    ['nobody', { ...frame, tracks: [] }],
    ['somebody', frame],
    ['as many as there may be', { ...frame, tracks: Array.from({ length: 200 }, () => track) }],
  ])('is read as it was written: %s', (_, value) => {
    expect(read(JSON.stringify(value))).toEqual(value);
  });

  it('has numbers of up to 15 digits to the last bit', () => {
    const one = plainReaderOf(closed({ value: Type.Number() }))!;
    const texts = [0, -0.001, 123456789, 1234567890, 99999.9999999999, 123456789012345, 1234567890123456, 0.1 + 0.2, 1e-7, 1e21]
      .concat(Array.from({ length: 20_000 }, (_, index) => (index * 7919) / [1, 10, 100, 1_000, 1e6][index % 5]!))
      .flatMap((value) => [`${value}`, value.toFixed(3), `-${value}`]).concat('-0', '-0.0', '000', '01', '-01', '1.', '.5', '-', '+1', '--1', '1e5', '1E5', '0x1', 'NaN', 'null', '');
    for (const text of texts) {
      const isPlain = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && text.replaceAll(/\D/g, '').length <= 15;
      expect(one(encoder.encode(`{"value":${text}}`))).toEqual(isPlain ? { value: JSON.parse(text) as number } : undefined);
    }
  });

  it('is refused by nobody else: what is read of a text that was damaged is what the slow way reads', () => {
    const text = JSON.stringify({ ...frame, tracks: frame.tracks.slice(1) });
    let readable = 0;
    for (let at = 0; at < text.length; at++) {
      const damaged = [...'09-.,"[]{}e tn'].flatMap((byte) => [text.slice(0, at) + byte + text.slice(at + 1), text.slice(0, at) + byte + text.slice(at)]).concat(text.slice(0, at), text.slice(0, at) + text.slice(at + 1));
      for (const one of damaged) {
        const found = read(one);
        if (found === undefined) continue;
        readable++;
        expect(found).toEqual(slowly(one));
      }
    }
    expect(readable).toBeGreaterThan(1_000);
  });

  it.each([
    ['blanks', JSON.stringify(frame, undefined, 1)],
    ['another order of fields', JSON.stringify({ tracks: [], sequence: 1, capturedAt: 5 })],
    ['an exponent', '{"capturedAt":1e3,"sequence":4,"tracks":[]}'],
  ])('is not all JSON: %s is left to the slow way', (_, text) => {
    expect(read(text)).toBeUndefined();
    expect(slowly(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['text', closed({ name: Type.String() })],
    ['an open object', Type.Object({ at: Type.Number() })],
    ['a bound that is not read', closed({ at: Type.Number({ exclusiveMinimum: 0 }) })],
    ['columns of different kinds', closed({ pair: Type.Tuple([Type.Number(), Type.Integer()]) })],
    ['a first field that may be missing', closed({ at: Type.Optional(Type.Number()) })],
  ])('is not of every schema: %s has no reader', (_, schema) => {
    expect(plainReaderOf(schema)).toBeUndefined();
  });
});
