import { useEffect, useState } from 'preact/hooks';
import { SETTLES_WITHIN } from '@walkout/contracts/plan';
import type { ShopperView } from '../../../src/core/views.ts';
import { request } from '../shared/request.ts';
import type { RequestError } from '../shared/request.ts';
import { Notice } from './notice.tsx';
import { PaperReceipt } from './paper-receipt.tsx';

const ASK_AGAIN_MS = 2_000;

interface Known {
  readonly view?: ShopperView;
  readonly error?: RequestError;
}

/** Asks until the receipt is there; a link that does not hold is not asked for again. */
function useShopperView(visit: string, token: string): Known & { readonly askAgain: () => void } {
  const [known, setKnown] = useState<Known>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    let timer = 0;
    let ended = false;
    const ask = async () => {
      const next = await request<ShopperView>(`/api/shopper/${encodeURIComponent(visit)}?token=${encodeURIComponent(token)}`)
        .then((view) => ({ view }), (error: RequestError) => ({ error }));
      if (ended) return;
      setKnown(next);
      const settled = 'view' in next ? next.view.state === 'settled' : next.error.code !== 'UNREACHABLE';
      if (!settled) timer = window.setTimeout(() => void ask(), ASK_AGAIN_MS);
    };
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [visit, token, round]);
  return { ...known, askAgain: () => setRound((last) => last + 1) };
}

/** The shopper's own page: the receipt, or what it still waits for. */
export function ReceiptPage({ visit, token }: { visit: string; token: string }) {
  const { view, error, askAgain } = useShopperView(visit, token);
  if (error?.code === 'UNREACHABLE') return <Notice title="No connection" text="The store does not answer just now. This page keeps trying." />;
  if (error !== undefined) return <Notice title="This link does not work" text="Part of it may be missing. Ask staff for a new one." />;
  if (view === undefined) return <Notice title="One moment…" text="Your receipt is on its way." />;
  if (view.receipt !== undefined) {
    const pathOf = (name: string) => `/api/shopper/${encodeURIComponent(visit)}/${name}?token=${encodeURIComponent(token)}`;
    return <PaperReceipt view={view} shown={view.receipt} pathOf={pathOf} onClaimed={askAgain} />;
  }
  return view.state === 'review'
    ? <Notice title="We are checking one thing" text="Somebody is taking a look at your cart. Your receipt appears here; you need not wait." store={view.store} />
    : <Notice title="Enjoy your shopping" text={`Take what you like and walk out. Your receipt appears here within ${SETTLES_WITHIN / 1_000} seconds, or after one of us has taken a look where we are not sure.`} store={view.store} />;
}
