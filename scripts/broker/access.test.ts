import { afterEach, describe, expect, it } from 'vitest';
import type { MqttClient } from 'mqtt';
import { ACCESS, mayAccess, topicOf, TOPICS, userNameOf } from '@walkout/contracts';
import type { Principal, Role, TopicName } from '@walkout/contracts';
import { BROKERS, closeAll, enter, everybody, OTHER, OWN, passwordOf, STORE, tryToEnter } from './both-brokers.fixture.ts';

afterEach(closeAll);

/** The end of something asked of the broker, or of the connection: the embedded broker cuts off who says what is not theirs. */
const unlessCut = (client: MqttClient, asked: Promise<unknown>): Promise<unknown> =>
  Promise.race([asked.catch(() => undefined), new Promise<void>((resolve) => client.once('close', () => resolve()))]);

/** Whoever may say, or hear, a topic of this id. */
const rightful = (direction: 'publish' | 'hear', topic: string): Principal => everybody.find((one) => mayAccess(one, direction, { store: STORE, topic }))!;

/** Everybody there at once, each with one connection. */
async function gather(url: string) {
  const clients = new Map<string, MqttClient>();
  const of = async (principal: Principal): Promise<MqttClient> => {
    const known = clients.get(userNameOf(principal));
    if (known !== undefined && known.connected) return known;
    const client = await enter(url, principal);
    clients.set(userNameOf(principal), client);
    return client;
  };
  let said = 0;

  /** Says something as one and tells whether another heard it, by what the rightful speaker says after it. */
  async function isHeard(topic: string, speaker: Principal, listener: Principal): Promise<boolean> {
    const [ears, mouth, fence] = [await of(listener), await of(speaker), await of(rightful('publish', topic))];
    const [text, end] = [`said ${++said}`, `end ${said}`];
    const heard: string[] = [];
    const hear = (_: string, payload: Buffer) => void heard.push(payload.toString());
    ears.on('message', hear);
    await unlessCut(ears, ears.subscribeAsync(topic, { qos: 1 }));
    await unlessCut(mouth, mouth.publishAsync(topic, text, { qos: 1 }));
    await unlessCut(fence, fence.publishAsync(topic, end, { qos: 1 }));
    // What was forwarded before comes before the answer to this.
    if (ears.connected) await unlessCut(ears, ears.unsubscribeAsync(topic));
    ears.off('message', hear);
    return heard.includes(text);
  }
  return { isHeard };
}

const idsOf = (name: TopicName): (string | undefined)[] => (TOPICS[name].path.includes('+') ? [OWN, OTHER] : [undefined]);
const WILD: readonly [string, Role][] = [['walkout/v1/elsewhere/fusion/status', 'fusion'], ['anything', 'fusion'], ['walkout/v1/corner/camera/own/other', 'camera']];

describe.each(BROKERS)('the rules of who says and hears what, at $name', ({ isThere, start }) => {
  it.skipIf(!isThere)('hold for every role, topic and direction', { timeout: 120_000 }, async () => {
    const { isHeard } = await gather(await start());
    const answers: string[] = [];
    const wanted: string[] = [];
    const ask = async (topic: string, principal: Principal) => {
      const row = (direction: 'publish' | 'hear', answer: boolean) => `${userNameOf(principal)} ${direction} ${topic}: ${answer ? 'yes' : 'no'}`;
      for (const direction of ['publish', 'hear'] as const) wanted.push(row(direction, mayAccess(principal, direction, { store: STORE, topic })));
      answers.push(row('publish', await isHeard(topic, principal, rightful('hear', topic))));
      answers.push(row('hear', await isHeard(topic, rightful('publish', topic), principal)));
    };
    for (const name of Object.keys(TOPICS) as TopicName[]) {
      for (const id of idsOf(name)) for (const principal of everybody) await ask(topicOf(name, STORE, id), principal);
    }
    expect(answers).toEqual(wanted);
    // The rules themselves: nobody but the one who is to says anything, and some are heard.
    expect(answers.filter((row) => row.endsWith('yes')).length).toBeGreaterThan(Object.keys(ACCESS).length * 2);
  });

  it.skipIf(!isThere)('let nobody in without the right key, nor under the name of another', async () => {
    const url = await start();
    expect(await tryToEnter(url, { username: 'camera/own', password: 'a guess', clientId: 'camera/own' })).toBeUndefined();
    expect(await tryToEnter(url, { clientId: 'stranger' })).toBeUndefined();
    const fusion = await enter(url, { role: 'fusion' });
    // With a camera's key in the name of fusion: either it is not let in, or it is still the camera; fusion stays.
    await tryToEnter(url, { username: 'camera/own', password: passwordOf({ role: 'camera', id: OWN }), clientId: 'fusion' });
    await fusion.publishAsync(topicOf('fusionStatus', STORE), '{"state":"online"}', { qos: 1 });
    expect(fusion.connected).toBe(true);
  });

  it.skipIf(!isThere)('deny what is no topic of the store', async () => {
    const url = await start();
    for (const [topic, role] of WILD) {
      const principal = everybody.find((one) => one.role === role)!;
      const [mouth, ears] = [await enter(url, principal), await enter(url, { role: 'observer' })];
      const heard: string[] = [];
      ears.on('message', (on) => void heard.push(on));
      await unlessCut(ears, ears.subscribeAsync('#', { qos: 1 }));
      await unlessCut(mouth, mouth.publishAsync(topic, 'x', { qos: 1 }));
      await unlessCut(ears, ears.unsubscribeAsync('#'));
      expect(heard).toEqual([]);
      for (const client of [mouth, ears]) await client.endAsync(true);
    }
  });
});
