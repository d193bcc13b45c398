/** Marks what no product of the store fits, in the place of a product's id; an id of the catalogue cannot begin with it. */
const MARK = '?';

/** Name of the object that an event moved when no product fits: the same object may come back. */
export const unknownObjectOf = (event: string): string => `${MARK}${event}`;
export const isUnknownObject = (product: string): boolean => product.startsWith(MARK);
