import type { Health, SensorView } from '../../../../src/core/views.ts';

type Mood = 'good' | 'bad' | 'idle';

const KINDS = [['camera', 'Cameras'], ['shelf', 'Scales'], ['gate', 'Gates']] as const;
const MOOD_OF = { online: 'good', offline: 'bad', ended: 'idle' } as const;
const WORD_OF = { online: 'online', offline: 'offline', ended: 'recording over', silent: 'not heard of yet' } as const;

function sensorWords({ id, status }: SensorView): string {
  const rate = status?.framesPerSecond === undefined ? '' : `, ${status.framesPerSecond.toFixed(1)} frames a second`;
  return `${id}: ${WORD_OF[status?.state ?? 'silent']}${rate}`;
}

const Light = ({ mood, words }: { mood: Mood; words: string }) => (
  <li class={`light light-${mood}`} title={words}><span class="hidden-name">{words}</span></li>
);

function SensorGroup({ name, sensors }: { name: string; sensors: readonly SensorView[] }) {
  const online = sensors.filter(({ status }) => status?.state === 'online').length;
  return (
    <div class="health-group">
      <h3>{name} <span class="soft number">{online}/{sensors.length}</span></h3>
      <ul>
        {sensors.map((sensor) => (
          <Light key={sensor.id} mood={sensor.status === undefined ? 'idle' : MOOD_OF[sensor.status.state]} words={sensorWords(sensor)} />
        ))}
      </ul>
    </div>
  );
}

function Service({ name, mood, words }: { name: string; mood: Mood; words: string }) {
  return <div class="health-group"><h3>{name}</h3><ul><Light mood={mood} words={words} /></ul></div>;
}

/** One light for each sensor and service. */
export function HealthStrip({ health }: { health: Health | undefined }) {
  const fusion = health?.fusion?.state;
  return (
    <section class="panel health" aria-label="Sensors and services">
      {KINDS.map(([kind, name]) => (
        <SensorGroup key={kind} name={name} sensors={health?.sensors.filter((sensor) => sensor.kind === kind) ?? []} />
      ))}
      <Service name="Fusion" mood={fusion === undefined ? 'idle' : MOOD_OF[fusion]} words={`Fusion: ${WORD_OF[fusion ?? 'silent']}`} />
      <Service name="Broker" mood={health === undefined ? 'idle' : health.broker === 'connected' ? 'good' : 'bad'}
        words={`Broker: ${health?.broker ?? 'not heard of yet'}`} />
    </section>
  );
}
