import { useTablet } from '../shell/tablet.ts';

/** The store in a few figures. */
export function StoreFacts() {
  const { plan } = useTablet();
  const facts = plan && [
    ['Store', plan.name], ['Currency', plan.currency], ['Products', plan.products.length], ['Shelves', plan.shelves.length],
    ['Load cells', plan.shelves.reduce((sum, { plates }) => sum + plates.length, 0)], ['Cameras', plan.cameras.length], ['Gates', plan.gates.length],
  ] as const;
  return (
    <section class="panel facts" aria-label="This store">
      <dl>{facts?.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class="number">{value}</dd></div>)}</dl>
      <p><a href="/docs" target="_blank" rel="noreferrer">Every request that this server answers</a></p>
    </section>
  );
}
