import { useEffect, useReducer, useState } from 'preact/hooks';
import { applyEvent } from '../../../../src/core/live-board.ts';
import type { LiveBoard } from '../../../../src/core/live-board.ts';
import type { LiveEvents } from '../../../../src/core/views.ts';
import { keepLiveConnection } from './live-connection.ts';

export type LinkState = 'connecting' | 'live' | 'lost';
type Change = { readonly [Name in keyof LiveEvents]: { readonly name: Name; readonly data: LiveEvents[Name] } }[keyof LiveEvents];

const change = (board: LiveBoard | undefined, { name, data }: Change): LiveBoard | undefined => applyEvent(board, name, data);

/** What the store server says, live, and whether it is being heard. */
export function useBoard(): { readonly board: LiveBoard | undefined; readonly link: LinkState } {
  const [board, dispatch] = useReducer(change, undefined);
  const [link, setLink] = useState<LinkState>('connecting');
  useEffect(() => keepLiveConnection({
    onEvent: (name, data) => dispatch({ name, data } as Change),
    onState: setLink,
    onSignedOut: () => location.reload(),
  }), []);
  return { board, link };
}
