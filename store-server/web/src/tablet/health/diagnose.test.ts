import { describe, expect, it } from 'vitest';
import type { Health } from '../../../../src/core/views.ts';
import { ALERTS } from '@walkout/contracts';
import type { AlertName } from '@walkout/contracts';
import { brokenParts } from './diagnose.ts';

const WELL: Health = {
  broker: 'connected', fusion: { state: 'online' }, refused: {},
  sensors: [{ kind: 'camera', id: 'north', status: { state: 'online' } }, { kind: 'gate', id: 'entry', status: { state: 'ended' } }],
};
const idsOf = (health: Health) => brokenParts(health).map(({ id }) => id);

describe('what is broken', () => {
  it('is nothing in a store that is well, or whose recording is over', () => expect(brokenParts(WELL)).toEqual([]));
  it('is every sensor that is offline or was never heard of, after fusion', () => {
    const sensors: Health['sensors'] = [
      { kind: 'shelf', id: 'west' }, { kind: 'camera', id: 'south', status: { state: 'offline' } }, ...WELL.sensors,
    ];
    expect(idsOf({ ...WELL, fusion: { state: 'offline' }, sensors })).toEqual(['fusion', 'shelf/west', 'camera/south']);
  });
  it('is a sensor that says it is well and from which fusion hears nothing', () => {
    expect(idsOf({ ...WELL, fusion: { state: 'online', silent: ['camera/north'] } })).toEqual(['camera/north']);
  });
  it('is a sensor that says far more than it should, by its name', () => {
    const [trouble] = brokenParts({ ...WELL, fusion: { state: 'online', flooding: ['shelf/west'] } });
    expect(trouble).toMatchObject({ id: 'flood/shelf/west', what: 'Scale of shelf west says far more than it should' });
  });
  it('is a disk that is full, before all else', () => {
    expect(brokenParts({ ...WELL, broker: 'lost', blocked: 'the disk is full' }).map(({ what }) => what)[0]).toBe('The store server cannot keep what it hears: the disk is full');
  });
  it('is the broker alone while it is away: of the rest nobody knows', () => {
    expect(idsOf({ ...WELL, broker: 'lost', sensors: [{ kind: 'shelf', id: 'west' }] })).toEqual(['broker']);
  });
});

describe('each alert of the table', () => {
  const camera = (status: Health['sensors'][number]['status']): Health['sensors'] => [{ kind: 'camera', id: 'north', ...(status === undefined ? {} : { status }) }];
  const WORDS: Readonly<Partial<Record<AlertName, Parameters<typeof brokenParts>>>> = {
    BrokerLost: [{ ...WELL, broker: 'lost' }],
    ServiceDown: [{ ...WELL, fusion: { state: 'offline' } }],
    StoreBlocked: [{ ...WELL, blocked: 'the disk is full' }],
    JournalBlocked: [{ ...WELL, fusion: { state: 'online', blocked: true } }],
    FusionBehind: [{ ...WELL, fusion: { state: 'online', lagSeconds: 7.2 } }],
    SensorFloods: [{ ...WELL, fusion: { state: 'online', flooding: ['camera/north'] } }],
    CameraSlow: [{ ...WELL, sensors: camera({ state: 'online', framesPerSecond: 2.1 }) }],
    ReviewsPileUp: [WELL, 11],
    MessageUnhandled: [{ ...WELL, fusion: { state: 'online', refused: { MESSAGE_UNHANDLED: 1 } } }],
  };
  it.each(Object.entries(WORDS))('%s is on the page in the words of the table', (name, [health, reviews]) => {
    const { meanwhile, toDo } = ALERTS[name as AlertName];
    expect(brokenParts(health, reviews)).toEqual([expect.objectContaining({ meanwhile, toDo })]);
  });
  it('is on the page, or for a technician alone', () => {
    const own = ['SensorSilent'];
    const missing = (Object.keys(ALERTS) as AlertName[]).filter((name) => !ALERTS[name].notOnTablet && !(name in WORDS) && !own.includes(name));
    expect(missing).toEqual([]);
  });
  it('is not there a little below its limit', () =>
    expect(brokenParts({ ...WELL, fusion: { state: 'online', lagSeconds: 3 }, sensors: camera({ state: 'online', framesPerSecond: 5 }) }, 10)).toEqual([]));
});
