/** Ids of the store's parts in our layout, from the numbers in their files. */
export const gondolaId = (gondola: number): string => `gondola-${gondola}`;
export const shelfId = (gondola: number, shelf: number): string => `gondola-${gondola}-shelf-${shelf}`;
export const plateId = (gondola: number, shelf: number, plate: number): string => `gondola-${gondola}-shelf-${shelf}-plate-${plate}`;

/** The numbers in a plate's id. */
export function platePlace(id: string): { gondola: number; shelf: number; plate: number } {
  const [gondola = NaN, shelf = NaN, plate = NaN] = (id.match(/\d+/g) ?? []).map(Number);
  return { gondola, shelf, plate };
}

const LONGEST_ID = 60;

/**
 * A product id for each name: the name in small letters and dashes; names that come out alike are numbered in their order.
 *
 * @returns name → id
 */
export function slugsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const slugs = new Map<string, string>();
  for (const name of names) {
    if (slugs.has(name)) continue;
    const plain = name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, LONGEST_ID) || 'product';
    let slug = plain;
    for (let copy = 2; taken.has(slug); copy++) slug = `${plain}-${copy}`;
    taken.add(slug);
    slugs.set(name, slug);
  }
  return slugs;
}
