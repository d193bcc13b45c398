import type { MessageOf } from '@walkout/contracts';
import type { Database } from './open-database.ts';

/** What this server says of its own accord. */
export type OutgoingName = 'visitOpened' | 'receipt';
export interface Outgoing {
  readonly position: number;
  readonly topic: OutgoingName;
  readonly id: string;
  readonly body: MessageOf<OutgoingName>;
}

/** Messages that are decided and not yet sent, in their order: a crash between the two loses none. */
export function outboxTable(database: Database) {
  const add = database.prepare('INSERT INTO outbox (topic, id, body) VALUES (?, ?, ?)');
  const first = database.prepare('SELECT position, topic, id, body FROM outbox ORDER BY position LIMIT ?');
  const remove = database.prepare('DELETE FROM outbox WHERE position <= ?');
  let onAdded = (): void => undefined;
  return {
    add<Name extends OutgoingName>(topic: Name, id: string, body: MessageOf<Name>): void {
      add.run(topic, id, JSON.stringify(body));
      onAdded();
    },
    /** The oldest ones. */
    first: (limit: number): Outgoing[] =>
      (first.all(limit) as (Omit<Outgoing, 'body'> & { body: string })[])
        .map((row) => ({ ...row, body: JSON.parse(row.body) as Outgoing['body'] })),
    /** All up to this one have been sent. */
    removeUntil: (position: number): void => void remove.run(position),
    /** Whom to tell that something waits, or will once the transaction under way is over. */
    listen: (listener: () => void): void => void (onAdded = listener),
  };
}
export type OutboxTable = ReturnType<typeof outboxTable>;
