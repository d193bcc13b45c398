import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { ReceiptView } from '../../../../src/core/receipts/receipt-views.ts';
import { request, sentenceOf } from '../../shared/request.ts';
import { useTablet } from '../shell/tablet.ts';
import { isEverything, queryOf, withLatest } from './wanted.ts';
import type { Wanted } from './wanted.ts';

const PAGE = 50;
/** Somebody is still typing. */
const PAUSE_MS = 250;

export interface FoundReceipts {
  /** Missing until the first answer. */
  readonly receipts: readonly ReceiptView[] | undefined;
  readonly error: string | undefined;
  /** Fetches more; missing when there are none. */
  readonly older: (() => void) | undefined;
}

/** The receipts that are searched for, kept up to date by the live connection. */
export function useReceipts(wanted: Wanted): FoundReceipts {
  const { board, plan } = useTablet();
  const [found, setFound] = useState<readonly ReceiptView[]>();
  const [error, setError] = useState<string>();
  const [isAll, setIsAll] = useState(false);
  const query = useMemo(() => plan && queryOf(wanted, plan.currency), [wanted, plan?.currency]);

  const ask = useCallback((before: readonly ReceiptView[], isCurrent: () => boolean) => {
    if (query === undefined) return;
    const page = new URLSearchParams(query);
    page.set('limit', String(PAGE));
    if (before.length > 0) page.set('before', String(before.at(-1)!.receipt.number));
    request<{ receipts: ReceiptView[] }>(`/api/receipts?${page}`).then(({ receipts }) => {
      if (!isCurrent()) return;
      setFound([...before, ...receipts]);
      setIsAll(receipts.length < PAGE);
      setError(undefined);
    }, (cause) => isCurrent() && setError(sentenceOf(cause)));
  }, [query]);

  useEffect(() => {
    if (plan === undefined) return;
    if (query === undefined) return setError(`"${wanted.amount}" is not an amount in ${plan.currency}`);
    let current = true;
    const timer = setTimeout(() => ask([], () => current), found === undefined ? 0 : PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, query]);

  const receipts = useMemo(
    () => found && withLatest(found, board?.receipts ?? [], !isEverything(wanted)), [found, board?.receipts, wanted]);
  return { receipts, error, older: isAll || found === undefined ? undefined : () => ask(found, () => true) };
}
