import { describe, expect, it } from 'vitest';
import { parseMessage } from './messages/parse-message.ts';
import { filterOf, readTopic, topicOf, TOPICS } from './topics.ts';
import type { TopicName } from './topics.ts';

describe('topics', () => {
  it('are read as they are written', () => {
    for (const name of Object.keys(TOPICS) as TopicName[]) {
      const id = TOPICS[name].path.includes('+') ? 'x1' : undefined;
      expect(readTopic(topicOf(name, 'corner', id))).toEqual({ name, store: 'corner', id: id ?? '' });
    }
  });

  it('name one camera when published and all of them when heard', () => {
    expect(topicOf('cameraTracks', 'corner', 'north')).toBe('walkout/v1/corner/camera/north/tracks');
    expect(filterOf('cameraTracks', 'corner')).toBe('walkout/v1/corner/camera/+/tracks');
  });

  it.each(['+', '#', 'a/b', '', undefined])('are never published to with the id %j', (id) => {
    expect(() => topicOf('cameraTracks', 'corner', id)).toThrow(expect.objectContaining({ code: 'TOPIC_UNKNOWN' }));
  });

  it('take no id where there is none to take', () => {
    expect(() => topicOf('people', 'corner', 'x')).toThrow(expect.objectContaining({ code: 'TOPIC_UNKNOWN' }));
  });
});

describe('messages', () => {
  const topic = topicOf('gatePassages', 'corner', 'door');

  it('are read with what their topic says', () => {
    const body = { capturedAt: 5, passages: [] };
    expect(parseMessage(topic, JSON.stringify(body))).toEqual({ name: 'gatePassages', id: 'door', body });
  });

  it.each([
    ['a stranger', 'elsewhere/x', '{}', 'TOPIC_UNKNOWN'],
    ['cut-off JSON', topic, '{"capturedAt":', 'MESSAGE_MALFORMED'],
    ['a missing field', topic, '{"capturedAt":5}', 'MESSAGE_MALFORMED'],
    ['a field too many', topic, '{"capturedAt":5,"passages":[],"x":1}', 'MESSAGE_MALFORMED'],
    ['a time before all time', topic, '{"capturedAt":-5,"passages":[]}', 'MESSAGE_MALFORMED'],
  ])('are refused: %s', (_, at, payload, code) => {
    expect(() => parseMessage(at, payload)).toThrow(expect.objectContaining({ code }));
  });
});
