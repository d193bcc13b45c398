import type { LiveEvents, Snapshot } from './views.ts';

/** What a tablet shows: the latest of everything that the live connection has said. */
export interface LiveBoard extends Snapshot {
  /** How often something new to look at has come, by visit. */
  readonly news: Readonly<Record<string, number>>;
}

const MOST_RECEIPTS = 30;

/** The board after one more event; a settled visit leaves it, its receipt comes on top, newest first. */
export function applyEvent<Name extends keyof LiveEvents>(board: LiveBoard | undefined, name: Name, data: LiveEvents[Name]): LiveBoard | undefined {
  if (name === 'snapshot') return { ...(data as Snapshot), news: board?.news ?? {} };
  if (board === undefined) return undefined;
  switch (name) {
    case 'visit': {
      const visit = data as LiveEvents['visit'];
      const others = board.visits.filter((other) => other.visit !== visit.visit);
      const visits = visit.state === 'settled' ? others : [...others, visit].sort((a, b) => a.ordinal - b.ordinal);
      return { ...board, visits };
    }
    case 'receipt': {
      const issued = data as LiveEvents['receipt'];
      const others = board.receipts.filter(({ receipt }) => receipt.receipt !== issued.receipt.receipt);
      const receipts = [issued, ...others].sort((a, b) => b.receipt.number - a.receipt.number);
      return { ...board, receipts: receipts.slice(0, MOST_RECEIPTS) };
    }
    case 'layout': return { ...board, layoutVersion: (data as LiveEvents['layout']).version };
    case 'evidence': {
      const { visit } = data as LiveEvents['evidence'];
      return { ...board, news: { ...board.news, [visit]: (board.news[visit] ?? 0) + 1 } };
    }
    case 'claims': return { ...board, openClaims: (data as LiveEvents['claims']).open };
    case 'health': return { ...board, health: data as LiveEvents['health'] };
    case 'attention': return { ...board, attention: [...(data as LiveEvents['attention'])] };
    case 'shelves': return { ...board, shelves: [...(data as LiveEvents['shelves'])] };
    case 'positions': return { ...board, positions: data as LiveEvents['positions'] };
    default: return board;
  }
}
