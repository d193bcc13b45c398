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
  const first = database.prepare('SELECT position, topic, id, body FROM outbox ORDER BY position LIMIT 1');
  const remove = database.prepare('DELETE FROM outbox WHERE position = ?');
  return {
    add: <Name extends OutgoingName>(topic: Name, id: string, body: MessageOf<Name>): void =>
      void add.run(topic, id, JSON.stringify(body)),
    first(): Outgoing | undefined {
      const row = first.get() as (Omit<Outgoing, 'body'> & { body: string }) | undefined;
      return row && { ...row, body: JSON.parse(row.body) as Outgoing['body'] };
    },
    remove: (position: number): void => void remove.run(position),
  };
}
export type OutboxTable = ReturnType<typeof outboxTable>;
