const COLOURS = 8;

/** The colour class that a visit has everywhere: on the map, on its cart, on its receipt. */
export const visitColour = (ordinal: number): string => `visit-colour-${ordinal % COLOURS}`;

/** A visit's number in its colour. */
export const VisitBadge = ({ ordinal }: { ordinal: number }) => (
  <span class={`visit-badge ${visitColour(ordinal)}`} aria-hidden="true">{ordinal}</span>
);
