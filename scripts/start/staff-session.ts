/** What staff may ask of the store server. */
export interface StaffSession {
  /** Ids of the visits in a state. */
  visits(state: 'open' | 'review' | 'settled'): Promise<string[]>;
}

/** Most visits that the store server lists at once. */
const PAGE = 100;

/** @param tabletUrl the link with its token that the store server says when it starts */
export function staffSession(tabletUrl: string): StaffSession {
  const { origin, searchParams } = new URL(tabletUrl);
  const headers = { authorization: `Bearer ${searchParams.get('token')}` };

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
