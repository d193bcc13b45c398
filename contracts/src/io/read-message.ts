import { parseMessage, readTracksMessage } from '../messages/parse-message.ts';
import type { Message } from '../messages/parse-message.ts';

/**
 * A message as it came over the wire, checked.
 *
 * @throws WalkoutError TOPIC_UNKNOWN, MESSAGE_MALFORMED
 */
export const readMessage = (topic: string, payload: Buffer): Message => readTracksMessage(topic, payload) ?? parseMessage(topic, payload.toString('utf8'));
