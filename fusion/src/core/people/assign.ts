/**
 * Which row goes with which column so that the scores add up to the most; pairs that score 0 or less stay apart.
 *
 * @param scores one row a worker, one column a job; NaN counts as 0; rows of one length
 * @returns      for each row its column, or -1
 * @source       Kuhn 1955 and Munkres 1957, as shortest augmenting paths with potentials (Jonker & Volgenant 1987), O(n²m)
 */
export function assign(scores: readonly (readonly number[])[]): number[] {
  const columns = scores[0]?.length ?? 0;
  if (columns === 0) return scores.map(() => -1);
  if (scores.length > columns) return assignTransposed(scores, columns);
  const rowPotential = new Float64Array(scores.length + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= scores.length; row++) augment(row, { scores, rowPotential, columnPotential, rowOf });
  const assigned = scores.map(() => -1);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column]! - 1;
    if (row >= 0 && scores[row]![column - 1]! > 0) assigned[row] = column - 1;
  }
  return assigned;
}

function assignTransposed(scores: readonly (readonly number[])[], columns: number): number[] {
  const flipped = Array.from({ length: columns }, (_, column) => scores.map((row) => row[column]!));
  const assigned = scores.map(() => -1);
  for (const [column, row] of assign(flipped).entries()) if (row >= 0) assigned[row] = column;
  return assigned;
}

interface Matching {
  readonly scores: readonly (readonly number[])[];
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  /** Row of each column, counted from 1; 0: free. */
  readonly rowOf: Int32Array;
}

/** Adds one row to the matching along the cheapest alternating path. Rows and columns count from 1; column 0 is the start. */
function augment(row: number, { scores, rowPotential, columnPotential, rowOf }: Matching): void {
  const columns = rowOf.length - 1;
  const cost = (r: number, c: number): number => -Math.max(0, scores[r - 1]![c - 1]! || 0);
  const cheapest = new Float64Array(columns + 1).fill(Infinity);
  const cameFrom = new Int32Array(columns + 1);
  const done = new Uint8Array(columns + 1);
  let column = 0;
  rowOf[0] = row;
  do {
    done[column] = 1;
    const from = rowOf[column]!;
    let step = Infinity;
    let next = 0;
    for (let c = 1; c <= columns; c++) {
      if (done[c]) continue;
      const reduced = cost(from, c) - rowPotential[from]! - columnPotential[c]!;
      if (reduced < cheapest[c]!) {
        cheapest[c] = reduced;
        cameFrom[c] = column;
      }
      if (cheapest[c]! < step) {
        step = cheapest[c]!;
        next = c;
      }
    }
    for (let c = 0; c <= columns; c++) {
      if (done[c]) {
        rowPotential[rowOf[c]!]! += step;
        columnPotential[c]! -= step;
      } else cheapest[c]! -= step;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    const previous = cameFrom[column]!;
    rowOf[column] = rowOf[previous]!;
    column = previous;
  }
}
