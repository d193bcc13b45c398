import './health.css';
import type { LiveBoard } from '../../../../src/core/live-board.ts';
import type { Health, SensorView } from '../../../../src/core/views.ts';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { brokenPartsOf } from './diagnose.ts';

const KINDS = [['camera', 'Cameras'], ['shelf', 'Scales'], ['gate', 'Gates']] as const;
const STATES = { online: ['good', 'works'], offline: ['bad', 'does not answer'], ended: ['', 'recording over'] } as const;
const stateOf = ({ status }: SensorView) => (status === undefined ? ['bad', 'not heard of'] as const : STATES[status.state]);
const total = (milliseconds: Readonly<Record<string, number>>): number => Object.values(milliseconds).reduce((sum, value) => sum + value, 0);

/** Whether everything works, and if not, what it means and what to do. */
export default function HealthPage() {
  const { board } = useTablet();
  return (
    <Page title="Health">
      <div class="page-body health-page" role="region" aria-labelledby="page-title" tabIndex={0}>{board && <Findings board={board} />}</div>
    </Page>
  );
}

function Findings({ board }: { board: LiveBoard }) {
  const { health } = board;
  const troubles = brokenPartsOf(board);
  return (
    <>
      <section class={`panel verdict ${troubles.length === 0 ? 'verdict-good' : 'verdict-bad'}`} aria-live="polite">
        <h2>{troubles.length === 0 ? 'Everything works' : troubles.length === 1 ? 'One thing needs attention' : `${troubles.length} things need attention`}</h2>
        {troubles.length > 0 && (
          <ul>
            {troubles.map(({ id, what, meanwhile, toDo }) => (
              <li key={id}>
                <h3>{what}</h3>
                <p>{meanwhile}</p>
                <p><strong>What to do:</strong> {toDo}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
      {KINDS.map(([kind, name]) => <SensorTable key={kind} name={name} sensors={health.sensors.filter((sensor) => sensor.kind === kind)} />)}
      <Services health={health} />
      <Refused health={health} />
    </>
  );
}

function SensorTable({ name, sensors }: { name: string; sensors: readonly SensorView[] }) {
  if (sensors.length === 0) return null;
  const cameras = sensors[0]!.kind === 'camera';
  return (
    <section class="panel health-table">
      <table>
        <caption>{name}</caption>
        <thead>
          <tr><th scope="col">Name</th><th scope="col">State</th>{cameras && <><th scope="col">Frames a second</th><th scope="col">Work a frame</th><th scope="col">Dropped</th></>}</tr>
        </thead>
        <tbody>
          {sensors.map((sensor) => {
            const [mood, word] = stateOf(sensor);
            const { framesPerSecond, stageMs, dropped } = sensor.status ?? {};
            return (
              <tr key={sensor.id}>
                <th scope="row">{sensor.id}</th>
                <td><span class={`tag ${mood && `tag-${mood}`}`}>{word}</span></td>
                {cameras && (
                  <>
                    <td class="number">{framesPerSecond?.toFixed(1) ?? '–'}</td>
                    <td class="number">{stageMs === undefined ? '–' : `${total(stageMs).toFixed(0)} ms`}</td>
                    <td class="number">{dropped ?? '–'}</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Services({ health: { broker, fusion } }: { health: Health }) {
  const [mood, word] = fusion === undefined ? ['bad', 'not heard of'] as const : STATES[fusion.state];
  return (
    <section class="panel health-table">
      <table>
        <caption>Services</caption>
        <thead><tr><th scope="col">Name</th><th scope="col">State</th></tr></thead>
        <tbody>
          <tr>
            <th scope="row">Message broker</th>
            <td><span class={`tag tag-${broker === 'connected' ? 'good' : 'bad'}`}>{broker === 'connected' ? 'works' : 'does not answer'}</span></td>
          </tr>
          <tr><th scope="row">Fusion</th><td><span class={`tag ${mood && `tag-${mood}`}`}>{word}</span></td></tr>
        </tbody>
      </table>
    </section>
  );
}

/** Messages that somebody refused: not dangerous, but a sign that two parts are not of one version. */
function Refused({ health: { refused, fusion } }: { health: Health }) {
  const counts = [...Object.entries(refused).map(([code, count]) => ['Store server', code, count] as const),
    ...Object.entries(fusion?.refused ?? {}).map(([code, count]) => ['Fusion', code, count] as const)];
  if (counts.length === 0) return null;
  return (
    <section class="panel health-table">
      <table>
        <caption>Refused messages <span class="soft">a sender that is of another version, or a stranger</span></caption>
        <thead><tr><th scope="col">By</th><th scope="col">Code</th><th scope="col">Count</th></tr></thead>
        <tbody>
          {counts.map(([by, code, count]) => <tr key={by + code}><th scope="row">{by}</th><td>{code}</td><td class="number">{count}</td></tr>)}
        </tbody>
      </table>
    </section>
  );
}
