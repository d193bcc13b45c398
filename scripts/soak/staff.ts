/** Whoever works in the store: a tablet that listens all day, and a person who decides what is in review. */
export interface Staff {
  /** Decides what is in review by what shoppers truly carried; those of whom that is not known yet wait. */
  decide(truth: ReadonlyMap<string, Readonly<Record<string, number>>>): Promise<void>;
  /** Visits that were decided by hand. */
  readonly decided: ReadonlySet<string>;
  /** Events that the tablet has heard. */
  heard(): number;
  leave(): void;
}

const MOST_AT_ONCE = 200;

export async function hireStaff(storeUrl: string, token: string): Promise<Staff> {
  const headers = { authorization: `Bearer ${token}` };
  const decided = new Set<string>();
  const shift = new AbortController();
  let events = 0;

  async function watchTheTablet(): Promise<void> {
    const { body } = await fetch(`${storeUrl}/api/live`, { headers, signal: shift.signal });
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) events += chunk.split('\nevent: ').length - 1;
  }
  const watching = watchTheTablet().catch((error: unknown) => {
    if (!shift.signal.aborted) throw error;
  });
  return {
    decided,
    heard: () => events,
    async decide(truth) {
      const response = await fetch(`${storeUrl}/api/visits?state=review&limit=${MOST_AT_ONCE}`, { headers });
      const { visits } = (await response.json()) as { visits: { visit: string }[] };
      for (const { visit } of visits) {
        const carried = truth.get(visit);
        if (carried === undefined) continue;
        decided.add(visit);
        const lines = Object.entries(carried).map(([product, quantity]) => ({ product, quantity }));
        const answer = await fetch(`${storeUrl}/api/visits/${visit}/decision`, {
          method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ lines }),
        });
        if (!answer.ok) throw new Error(`${visit} could not be decided: ${await answer.text()}`);
      }
    },
    leave() {
      shift.abort();
      void watching;
    },
  };
}
