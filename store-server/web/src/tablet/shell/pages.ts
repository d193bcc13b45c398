import { ClipboardCheck, HeartPulse, Map as MapIcon, Package, ReceiptText, Settings2, Users } from 'lucide';
import lazy from 'preact-iso/lazy';
import type { ComponentType } from 'preact';
import type { IconNode } from '../../shared/icon.tsx';
import type { LiveBoard } from '../../../../src/core/live-board.ts';
import { brokenPartsOf } from '../health/diagnose.ts';
import { shelfFindings } from '../shelves/shelf-findings.ts';

/** A page of the tablet. */
export interface TabletPage {
  /** Its address; what follows it is the page's own. */
  readonly path: string;
  readonly name: string;
  /** Where the name is too long for the navigation. */
  readonly shortName?: string;
  readonly icon: IconNode;
  /** After `g`. */
  readonly key: string;
  /** Fetched when it is first opened. */
  readonly component: ComponentType;
  /** How many things wait for a person there. */
  readonly waiting?: (board: LiveBoard) => number;
}

export const HOME = '/tablet';

/** Every page, in the order of the navigation. A page is a folder beside this one with a `…-page.tsx`, and a row here. */
export const PAGES: readonly TabletPage[] = [
  { path: HOME, name: 'Live', icon: MapIcon, key: 'l', component: lazy(() => import('../live/live-page.tsx')) },
  {
    path: `${HOME}/review`, name: 'Review', icon: ClipboardCheck, key: 'r', component: lazy(() => import('../review/review-page.tsx')),
    waiting: ({ visits }) => visits.filter(({ state }) => state === 'review').length,
  },
  {
    path: `${HOME}/receipts`, name: 'Receipts', icon: ReceiptText, key: 'c', component: lazy(() => import('../receipts/receipts-page.tsx')),
    waiting: ({ openClaims }) => openClaims,
  },
  {
    path: `${HOME}/shelves`, name: 'Shelves', icon: Package, key: 'f', component: lazy(() => import('../shelves/shelves-page.tsx')),
    waiting: ({ shelves }) => shelves.flatMap((view) => shelfFindings(view, String)).filter(({ grave }) => grave).length,
  },
  { path: `${HOME}/people`, name: 'People present', shortName: 'People', icon: Users, key: 'p', component: lazy(() => import('../people/people-page.tsx')) },
  {
    path: `${HOME}/health`, name: 'Health', icon: HeartPulse, key: 'h', component: lazy(() => import('../health/health-page.tsx')),
    waiting: (board) => brokenPartsOf(board).length,
  },
  { path: `${HOME}/set-up`, name: 'Set-up', icon: Settings2, key: 's', component: lazy(() => import('../set-up/set-up-page.tsx')) },
];
