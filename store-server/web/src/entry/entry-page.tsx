import { useEffect, useState } from 'preact/hooks';
import { encode } from 'uqr';
import type { MyPage, PageCode } from '../../../src/core/gate/shopper-views.ts';
import { formatDateTime, moneyFormat } from '../shared/format.ts';
import { request } from '../shared/request.ts';
import type { RequestError } from '../shared/request.ts';

const MOST_PEOPLE = 8;
const TRY_AGAIN_MS = 2_000;
const LEAST_WAIT_MS = 1_000;

/** The code of just now, asked for anew before it runs out; by the server's clock, whatever the phone's says. */
function useCode(path: string): { readonly code?: PageCode; readonly error?: RequestError } {
  const [known, setKnown] = useState<{ code?: PageCode; error?: RequestError }>({});
  useEffect(() => {
    let timer = 0;
    let ended = false;
    const ask = async () => {
      const next = await request<PageCode>(path).then((code) => ({ code }), (error: RequestError) => ({ error }));
      if (ended) return;
      setKnown(next);
      const wait = 'code' in next ? Math.max(LEAST_WAIT_MS, next.code.shownUntil - next.code.now) : TRY_AGAIN_MS;
      if ('code' in next || next.error.code === 'UNREACHABLE') timer = window.setTimeout(() => void ask(), wait);
    };
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [path]);
  return known;
}

/** A QR code, dark on white in dark mode too: readers expect it. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="Entry code">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}

/** A shopper's own page: the code that opens the gate, and the latest visits. */
export function EntryPage({ shopper, token }: { shopper: string; token: string }) {
  const [people, setPeople] = useState(1);
  const [mine, setMine] = useState<MyPage>();
  const base = `/api/entry/${encodeURIComponent(shopper)}`;
  const key = `token=${encodeURIComponent(token)}`;
  const { code, error } = useCode(`${base}/code?${key}&people=${people}`);
  useEffect(() => {
    request<MyPage>(`${base}?${key}`).then(setMine, () => undefined);
  }, [base, key, code?.shownUntil]);
  if (error !== undefined && error.code !== 'UNREACHABLE') {
    return <main class="notice"><h1>This link does not work</h1><p class="soft">Ask staff for a new one.</p></main>;
  }
  const money = mine && moneyFormat(mine.currency);
  return (
    <main class="entry">
      <h1>{mine?.store ?? 'Welcome'}</h1>
      <p class="soft" role="status">{error === undefined ? 'Show this code at the gate.' : 'No connection. A new code comes by itself.'}</p>
      <div class="qr-place">{code !== undefined && error === undefined && <QrCode text={code.code} />}</div>
      {mine?.staff !== true && (
        <p class="party">
          <button type="button" class="button quiet" aria-label="One person less" disabled={people === 1} onClick={() => setPeople(people - 1)}>−</button>
          <output aria-live="polite">{people === 1 ? 'Just me' : `${people} people, I pay`}</output>
          <button type="button" class="button quiet" aria-label="One person more" disabled={people === MOST_PEOPLE} onClick={() => setPeople(people + 1)}>+</button>
        </p>
      )}
      {mine !== undefined && mine.visits.length > 0 && (
        <section aria-labelledby="visits">
          <h2 id="visits">Your visits</h2>
          <ul>
            {mine.visits.map((visit) => (
              <li key={visit.visit}>
                <a href={visit.link}>{visit.openedAt === undefined ? 'Visit' : formatDateTime(visit.openedAt)}</a>
                <span class="number">{visit.total === undefined ? 'not left yet' : money!(visit.total)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
