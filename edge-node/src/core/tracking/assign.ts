/**
 * Pairs rows with columns so that the sum of costs is least: the Hungarian method by shortest augmenting paths, O(n^3).
 *
 * @param costs rows of equal length; `Infinity` forbids a pair
 * @returns     for each row its column, or -1. As many pairs as allowed costs permit are made, and of those sets the cheapest.
 * @source      Jonker & Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
 *              Computing 38, 1987
 */
export function assign(costs: readonly (readonly number[])[]): readonly number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  const allowed = costs.flat().filter(Number.isFinite);
  if (allowed.length === 0) return costs.map(() => -1);
  // One forbidden pair must cost more than all allowed ones together, so that it is only taken where nothing else is left.
  const forbidden = (Math.max(...allowed) - Math.min(0, ...allowed) + 1) * (Math.max(rows, columns) + 1);
  const size = Math.max(rows, columns);
  const cost = (row: number, column: number): number => {
    const value = costs[row]?.[column] ?? forbidden;
    return Number.isFinite(value) ? value : forbidden;
  };
  const rowOfColumn = shortestAugmentingPaths(size, cost);
  const result = new Array<number>(rows).fill(-1);
  rowOfColumn.forEach((row, column) => {
    if (row < rows && column < columns && Number.isFinite(costs[row]![column])) result[row] = column;
  });
  return result;
}

/** A full assignment of a square matrix: for each column its row. */
function shortestAugmentingPaths(size: number, cost: (row: number, column: number) => number): readonly number[] {
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size);
  const rowOfColumn = new Array<number>(size).fill(-1);
  for (let start = 0; start < size; start++) {
    const distance = new Float64Array(size).fill(Infinity);
    const previous = new Int32Array(size).fill(-1);
    const done = new Uint8Array(size);
    let row = start;
    let column = -1;
    let next = -1;
    do {
      let least = Infinity;
      for (let j = 0; j < size; j++) {
        if (done[j]) continue;
        const reached = (column < 0 ? 0 : distance[column]!) + cost(row, j) - rowPrice[row]! - columnPrice[j]!;
        if (reached < distance[j]!) {
          distance[j] = reached;
          previous[j] = column;
        }
        if (distance[j]! < least) {
          least = distance[j]!;
          next = j;
        }
      }
      column = next;
      done[column] = 1;
      row = rowOfColumn[column]!;
    } while (row >= 0);
    const length = distance[column]!;
    rowPrice[start]! += length;
    for (let j = 0; j < size; j++) {
      if (!done[j] || j === column) continue;
      columnPrice[j]! += distance[j]! - length;
      rowPrice[rowOfColumn[j]!]! -= distance[j]! - length;
    }
    while (column >= 0) {
      const before = previous[column]!;
      rowOfColumn[column] = before < 0 ? start : rowOfColumn[before]!;
      column = before;
    }
  }
  return rowOfColumn;
}
