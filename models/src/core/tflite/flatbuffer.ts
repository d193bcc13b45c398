/** A table of a flatbuffer: its fields by number, each with what it is when the file leaves it out. */
export interface Table {
  /** Signed byte. */
  byte(field: number, fallback: number): number;
  /** Signed 32 bits. */
  int(field: number, fallback: number): number;
  flag(field: number): boolean;
  table(field: number): Table | undefined;
  tables(field: number): readonly Table[];
  ints(field: number): readonly number[];
  /** 64-bit integers, exact up to 2^53. */
  longs(field: number): readonly number[];
  floats(field: number): readonly number[];
  bytes(field: number): Uint8Array;
}

/**
 * The root table of a flatbuffer.
 *
 * @throws RangeError when the bytes end too early
 * @source "FlatBuffers internals", flatbuffers.dev: offsets are 32 bits from where they stand, fields are found through a vtable
 *         of 16-bit offsets, a vector starts with its length
 */
export function readRoot(bytes: Uint8Array): Table {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return tableAt(view, view.getUint32(0, true));
}

const VTABLE_HEADER_BYTES = 4;

function tableAt(view: DataView, start: number): Table {
  const vtable = start - view.getInt32(start, true);
  const vtableBytes = view.getUint16(vtable, true);
  const place = (field: number): number | undefined => {
    const entry = VTABLE_HEADER_BYTES + 2 * field;
    const offset = entry < vtableBytes ? view.getUint16(vtable + entry, true) : 0;
    return offset === 0 ? undefined : start + offset;
  };
  const target = (field: number): number | undefined => {
    const at = place(field);
    return at === undefined ? undefined : at + view.getUint32(at, true);
  };
  function vector<T>(field: number, bytesEach: number, read: (at: number) => T): readonly T[] {
    const at = target(field);
    if (at === undefined) return [];
    return Array.from({ length: view.getUint32(at, true) }, (_, i) => read(at + 4 + i * bytesEach));
  }
  function bytes(field: number): Uint8Array {
    const at = target(field);
    return at === undefined ? new Uint8Array(0) : new Uint8Array(view.buffer, view.byteOffset + at + 4, view.getUint32(at, true));
  }
  const scalar = (field: number, fallback: number, read: (at: number) => number): number => {
    const at = place(field);
    return at === undefined ? fallback : read(at);
  };
  return {
    byte: (field, fallback) => scalar(field, fallback, (at) => view.getInt8(at)),
    int: (field, fallback) => scalar(field, fallback, (at) => view.getInt32(at, true)),
    flag: (field) => scalar(field, 0, (at) => view.getUint8(at)) !== 0,
    table: (field) => {
      const at = target(field);
      return at === undefined ? undefined : tableAt(view, at);
    },
    tables: (field) => vector(field, 4, (at) => tableAt(view, at + view.getUint32(at, true))),
    ints: (field) => vector(field, 4, (at) => view.getInt32(at, true)),
    longs: (field) => vector(field, 8, (at) => Number(view.getBigInt64(at, true))),
    floats: (field) => vector(field, 4, (at) => view.getFloat32(at, true)),
    bytes,
  };
}
