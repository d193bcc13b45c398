/** Mean of the squared differences of two descriptions of clothing; undefined where there is nothing to compare. See `ImageTrack.appearance`. */
export function appearanceGap(a: readonly number[] | undefined, b: readonly number[] | undefined): number | undefined {
  if (a === undefined || b === undefined || a.length !== b.length || a.length === 0) return undefined;
  let squared = 0;
  for (let index = 0; index < a.length; index++) squared += (a[index]! - b[index]!) ** 2;
  return squared / a.length;
}
