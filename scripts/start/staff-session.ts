/** What staff may ask of the store server. */
export interface StaffSession {
  /** Ids of the visits in a state. */
  visits(state: 'open' | 'review' | 'settled'): Promise<string[]>;
}

/** Most visits that the store server lists at once. */
const PAGE = 100;

/**
 * @param origin     of the store server's pages
 * @param staffToken what the store server was started with
 */
export function staffSession(origin: string, staffToken: string): StaffSession {
  const headers = { authorization: `Bearer ${staffToken}` };

  async function page(state: string, before: string): Promise<{ visit: string; ordinal: number }[]> {
    const response = await fetch(`${origin}/api/visits?state=${state}&limit=${PAGE}${before}`, { headers });
    if (!response.ok) throw new Error(`the store server answers ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { visits: { visit: string; ordinal: number }[] }).visits;
  }

  return {
    async visits(state) {
      const found: string[] = [];
      let visits = await page(state, '');
      for (;;) {
        found.push(...visits.map(({ visit }) => visit));
        if (visits.length < PAGE) return found;
        visits = await page(state, `&before=${visits.at(-1)!.ordinal}`);
      }
    },
  };
}
