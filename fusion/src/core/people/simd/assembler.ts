/** Four numbers of single precision, worked on at once; see {@link assemble}. */
export interface Lanes {
  readonly local: number;
}

/** Where numbers lie, bytes: from the start of the memory, or from where an argument of the function says. */
export type Place = number | { readonly argument: 0 | 1; readonly offset: number };

/** Writes what is to be done, once, in the order of the calls. Inside {@link Writer.loop} its counter is added to all places. */
export interface Writer {
  load(place: Place): Lanes;
  /** One number of the start of the memory, for all four lanes. */
  loadOne(place: number): Lanes;
  store(place: Place, value: Lanes): void;
  /** One number, for all four lanes. */
  number(value: number): Lanes;
  /** The same bits, for all four lanes. */
  bits(value: number): Lanes;
  add(...terms: readonly Lanes[]): Lanes;
  sub(a: Lanes, b: Lanes): Lanes;
  mul(...factors: readonly Lanes[]): Lanes;
  div(a: Lanes, b: Lanes): Lanes;
  /** Sum of the products of pairs: a, b, c, d is a * b + c * d. */
  dot(...pairs: readonly Lanes[]): Lanes;
  min(a: Lanes, b: Lanes): Lanes;
  max(a: Lanes, b: Lanes): Lanes;
  sqrt(a: Lanes): Lanes;
  floor(a: Lanes): Lanes;
  /** All bits set where it holds. */
  less(a: Lanes, b: Lanes): Lanes;
  and(...values: readonly Lanes[]): Lanes;
  /** Lanes of `a` where the bits of `when` are set, else of `b`. */
  choose(when: Lanes, a: Lanes, b: Lanes): Lanes;
  /** Whole numbers: sum, shifts by a number of bits, and from and to numbers with a fraction. */
  addWhole(a: Lanes, b: Lanes): Lanes;
  shiftLeft(a: Lanes, by: number): Lanes;
  shiftRight(a: Lanes, by: number): Lanes;
  toWhole(a: Lanes): Lanes;
  fromWhole(a: Lanes): Lanes;
  /** Does it again and again, with a counter in bytes from the first up to, not including, the last. */
  loop(span: { readonly from: number; readonly to: number; readonly step: number }, body: () => void): void;
}

/** What the engine gives: the core knows no other interface of it. */
export interface Memory {
  /** As of now; what was made of an earlier one stays good. */
  readonly buffer: SharedArrayBuffer;
  /** Adds pages of 64 KiB at the end. @returns how many there were */
  grow(pages: number): number;
}
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Record<string, unknown> };
};

const I32 = 0x7f;
const V128 = 0x7b;
const FUNCTION = 0x60;
const [LOCAL_GET, LOCAL_SET, LOCAL_TEE, I32_CONST, I32_ADD, I32_SUB, I32_LESS] = [0x20, 0x21, 0x22, 0x41, 0x6a, 0x6b, 0x49];
const [LOOP, VOID, BRANCH_IF, END, SIMD] = [0x03, 0x40, 0x0d, 0x0b, 0xfd];
/** Operations on lanes, by their number in the specification. */
const OP = {
  load: 0x00, loadSplat: 0x09, store: 0x0b, constant: 0x0c, less: 0x43, and: 0x4e, choose: 0x52, floor: 0x68, shiftLeft: 0xab, shiftRight: 0xad,
  addWhole: 0xae, sqrt: 0xe3, add: 0xe4, sub: 0xe5, mul: 0xe6, div: 0xe7, min: 0xea, max: 0xeb, toWhole: 0xf8, fromWhole: 0xfa,
} as const;

/** A whole number from 0 on in as few bytes as it takes (LEB128). */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** The same for numbers below zero as well. */
function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const text = (value: string): number[] => vector(Array.from(value, (letter) => [letter.charCodeAt(0)]));

/** Locals 0 and 1 of every function are its arguments, local 2 is the counter of its loops. */
const [ARGUMENTS, COUNTER] = [[0, 1], 2];
/** The most memory that is ever asked for: 1 GiB. */
const MOST_PAGES = 16_384;
/** Shared, so that arrays stay good when it grows; nobody else has it. */
const SHARED = 0x03;

/** Locals and code of a function, as the code section has them. */
function writeFunction(write: (writer: Writer) => void): number[] {
  const code: number[] = [];
  let locals = COUNTER;
  const get = ({ local }: Lanes): number[] => [LOCAL_GET, ...unsigned(local)];
  const keep = (bytes: readonly number[]): Lanes => {
    const local = ++locals;
    code.push(...bytes, LOCAL_SET, ...unsigned(local));
    return { local };
  };
  const operation = (op: number, ...args: readonly Lanes[]): Lanes => keep([...args.flatMap(get), SIMD, ...unsigned(op)]);
  const at = (place: Place): number[] => [...unsigned(2), ...unsigned(typeof place === 'number' ? place : place.offset)];
  const counter = [LOCAL_GET, COUNTER];
  /** Arguments go along with the counter, so that either is all that is added to a place. */
  const base = (place: Place): number[] => (typeof place === 'number' ? counter : [LOCAL_GET, place.argument]);
  const goOn = (local: number, by: number): number[] => [LOCAL_GET, local, I32_CONST, ...signed(by), I32_ADD, LOCAL_SET, local];
  const constant = (view: ArrayBufferView): Lanes => {
    const four = new Uint8Array(view.buffer);
    return keep([SIMD, OP.constant, ...four, ...four, ...four, ...four]);
  };
  const shift = (op: number) => (a: Lanes, by: number): Lanes => keep([...get(a), I32_CONST, ...signed(by), SIMD, ...unsigned(op)]);
  const binary = (op: number) => (a: Lanes, b: Lanes): Lanes => operation(op, a, b);
  const fold = (op: number) => (...values: readonly Lanes[]): Lanes => values.reduce((a, b) => operation(op, a, b));
  const add = fold(OP.add);
  const mul = fold(OP.mul);
  write({
    load: (place) => keep([...base(place), SIMD, OP.load, ...at(place)]),
    loadOne: (place) => keep([I32_CONST, 0, SIMD, OP.loadSplat, ...at(place)]),
    store: (place, value) => void code.push(...base(place), ...get(value), SIMD, OP.store, ...at(place)),
    number: (value) => constant(Float32Array.of(value)),
    bits: (value) => constant(Int32Array.of(value)),
    add, mul,
    dot: (...pairs) => add(...pairs.flatMap((a, index) => (index % 2 === 0 ? [mul(a, pairs[index + 1]!)] : []))),
    sub: binary(OP.sub), div: binary(OP.div), min: binary(OP.min), max: binary(OP.max), less: binary(OP.less),
    sqrt: (a) => operation(OP.sqrt, a),
    floor: (a) => operation(OP.floor, a),
    and: fold(OP.and),
    choose: (when, a, b) => operation(OP.choose, a, b, when),
    addWhole: binary(OP.addWhole), shiftLeft: shift(OP.shiftLeft), shiftRight: shift(OP.shiftRight),
    toWhole: (a) => operation(OP.toWhole, a),
    fromWhole: (a) => operation(OP.fromWhole, a),
    loop({ from, to, step }, body) {
      code.push(I32_CONST, ...signed(from), LOCAL_SET, COUNTER, ...ARGUMENTS.flatMap((local) => goOn(local, from)), LOOP, VOID);
      body();
      code.push(...ARGUMENTS.flatMap((local) => goOn(local, step)), ...counter, I32_CONST, ...signed(step), I32_ADD, LOCAL_TEE, COUNTER, I32_CONST, ...signed(to), I32_LESS, BRANCH_IF, 0, END);
      code.push(...ARGUMENTS.flatMap((local) => [LOCAL_GET, local, ...counter, I32_SUB, LOCAL_SET, local]), I32_CONST, 0, LOCAL_SET, COUNTER);
    },
  });
  const content = [...vector([[1, I32], [...unsigned(locals), V128]]), ...code, END];
  return [...unsigned(content.length), ...content];
}

/** Functions over one memory. Their arguments are places in it, bytes; see {@link Place}. */
export type Assembled<Name extends string> = { readonly memory: Memory } & { readonly [Key in Name]: (first: number, second: number) => void };

/**
 * Makes functions that work on four numbers of single precision at once, which JavaScript by itself cannot. They take and give
 * everything by memory: one page, 64 KiB, at first.
 *
 * @source WebAssembly Core Specification 2.0, chapter 5 (binary format) and section 4.3.5 (vector instructions)
 */
export function assemble<Name extends string>(functions: Readonly<Record<Name, (writer: Writer) => void>>): Assembled<Name> {
  const names = Object.keys(functions) as Name[];
  const bytes = [
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    ...section(1, vector([[FUNCTION, ...vector([[I32], [I32]]), 0]])),
    ...section(3, vector(names.map(() => [0]))),
    ...section(5, vector([[SHARED, ...unsigned(1), ...unsigned(MOST_PAGES)]])),
    ...section(7, vector([[...text('memory'), 0x02, 0], ...names.map((name, index) => [...text(name), 0x00, ...unsigned(index)])])),
    ...section(10, vector(names.map((name) => writeFunction(functions[name])))),
  ];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
  return exports as Assembled<Name>;
}
