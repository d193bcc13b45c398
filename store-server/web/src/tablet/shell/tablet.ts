import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { EpochMs, MinorUnits } from '@walkout/contracts';
import type { LiveBoard } from '../../../../src/core/live-board.ts';
import type { StorePlan } from '../../../../src/core/views.ts';
import { moneyFormat } from '../../shared/format.ts';
import { request } from '../../shared/request.ts';
import { useBoard } from './use-board.ts';
import type { LinkState } from './use-board.ts';

/** What every page of the tablet may draw on. */
export interface Tablet {
  /** The latest of everything said live; missing until the first snapshot. */
  readonly board: LiveBoard | undefined;
  readonly plan: StorePlan | undefined;
  readonly link: LinkState;
  /** The sensors' time. */
  readonly now: EpochMs | undefined;
  readonly money: (amount: MinorUnits) => string;
  /** Number of each visit that is inside or in review, by its id. */
  readonly ordinals: ReadonlyMap<string, number>;
}

/** Read anew when it has changed, and whenever the connection has come back. */
function usePlan(link: LinkState, version: number | undefined): StorePlan | undefined {
  const [plan, setPlan] = useState<StorePlan>();
  useEffect(() => {
    if (link === 'lost') return;
    request<StorePlan>('/api/store').then(setPlan, () => {});
  }, [link, version]);
  return plan;
}

/** Opens the live connection; for the shell alone. */
export function useTabletSource(): Tablet {
  const { board, link } = useBoard();
  const plan = usePlan(link, board?.layoutVersion);
  const money = useMemo(() => moneyFormat(plan?.currency ?? 'EUR'), [plan?.currency]);
  const ordinals = useMemo(() => new Map(board?.visits.map(({ visit, ordinal }) => [visit, ordinal])), [board?.visits]);
  return { board, plan, link, money, ordinals, now: board?.positions?.capturedAt };
}

export const TabletContext = createContext<Tablet | undefined>(undefined);

/** What the store server says, live, for a page. */
export const useTablet = (): Tablet => useContext(TabletContext)!;
