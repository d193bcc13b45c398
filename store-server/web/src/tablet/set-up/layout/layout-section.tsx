import './layout.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { doubtsIn, problemsIn } from '@walkout/contracts/plan';
import type { StoreLayout } from '@walkout/contracts';
import { removed, withCorner, withNew, withNewPlate, withShelf } from '../../../../../src/core/set-up/layout-edit.ts';
import type { LayoutItem } from '../../../../../src/core/set-up/layout-edit.ts';
import type { LayoutView, Saved } from '../../../../../src/core/set-up/views.ts';
import { putJson } from '../../../shared/request.ts';
import { useKeys } from '../../shell/keys.ts';
import { useLoaded } from '../../shell/use-loaded.ts';
import { ItemFields } from './item-fields.tsx';
import { LayoutPlan } from './layout-plan.tsx';
import { Problems } from './problems.tsx';
import { useHistory } from './use-history.ts';
import { Versions } from './versions.tsx';

const PLATES_OF_NEW_SHELF = 4;
const middleOf = ({ floor }: StoreLayout): [number, number] => [
  floor.reduce((sum, [x]) => sum + x, 0) / floor.length, floor.reduce((sum, [, y]) => sum + y, 0) / floor.length,
];

const PARTS = ['fixture', 'shelf', 'plate', 'gate', 'camera', 'corner'] as const;
function thingsOf(layout: StoreLayout, part: LayoutItem['part']): readonly { readonly id: string }[] {
  switch (part) {
    case 'fixture': return layout.fixtures;
    case 'shelf': return layout.shelves;
    case 'plate': return layout.shelves.flatMap(({ plates }) => plates);
    case 'gate': return layout.gates;
    case 'camera': return layout.cameras;
    case 'corner': return layout.floor.map((_, i) => ({ id: String(i) }));
  }
}

/** Draws the store and lets it be changed: by pointer, by keyboard, by figures. What is saved is a new version. */
export default function LayoutSection() {
  const { data, error, act } = useLoaded<LayoutView>('/api/layout');
  const { layout, change, reset, undo, redo, canUndo, canRedo } = useHistory();
  const [item, setItem] = useState<LayoutItem>();
  const [note, setNote] = useState('');
  useEffect(() => {
    if (data !== undefined) reset(data.layout);
  }, [data?.version]);
  useKeys('Layout', useMemo(() => [
    { keys: 'z', about: 'Undo', run: undo }, { keys: 'y', about: 'Redo', run: redo },
  ], [undo, redo]));
  if (data === undefined || layout === undefined) return <section class="panel section">{error ? <p class="error" role="alert">{error}</p> : <p>Loading…</p>}</section>;

  const [problems, doubts] = [problemsIn(layout), doubtsIn(layout)];
  const isChanged = layout !== data.layout && JSON.stringify(layout) !== JSON.stringify(data.layout);
  const add = (made: { readonly layout: StoreLayout; readonly item: LayoutItem }) => {
    change(made.layout);
    setItem(made.item);
  };
  const save = () => void act(() => putJson<Saved>('/api/layout', { base: data.version, note: note.trim() || 'layout editor', layout })).then(() => setNote(''));
  return (
    <section class="panel section" aria-labelledby="layout-heading">
      <header>
        <h2 id="layout-heading">Layout <span class="soft number">version {data.version}</span></h2>
        <button type="button" class="button quiet" disabled={!canUndo} onClick={undo}>Undo</button>
        <button type="button" class="button quiet" disabled={!canRedo} onClick={redo}>Redo</button>
        <a class="button quiet button-link" href="/api/layout/store.json" download>Download store.json</a>
      </header>
      {error && <p class="error" role="alert">{error}</p>}
      <p class="soft">Fusion and the edge nodes read the layout when they start: give them the downloaded file, then start them again.</p>
      <div class="layout-editor">
        <LayoutPlan layout={layout} selected={item} flawed={[...problems, ...doubts]} onSelect={setItem} onChange={change} />
        <div class="layout-side">
          <div class="fields-line">
            {(['fixture', 'gate', 'camera'] as const).map((part) => (
              <button key={part} type="button" class="button quiet" onClick={() => add(withNew(layout, part, middleOf(layout)))}>Add {part}</button>
            ))}
          </div>
          <label class="fields">
            Selected
            <select value={item === undefined ? '' : `${item.part}/${item.id}`} onChange={(event) => {
              const [part, id] = event.currentTarget.value.split('/');
              setItem(id === undefined ? undefined : { part: part as LayoutItem['part'], id });
            }}>
              <option value="">Nothing</option>
              {PARTS.flatMap((part) =>
                thingsOf(layout, part).map(({ id }) => <option key={`${part}/${id}`} value={`${part}/${id}`}>{part} {id}</option>))}
            </select>
          </label>
          {item && (
            <>
              <ItemFields key={`${item.part}/${item.id}`} layout={layout} item={item} onChange={change} />
              {item.part === 'fixture' && (
                <button type="button" class="button quiet" onClick={() => add(withShelf(layout, item.id, PLATES_OF_NEW_SHELF))}>Add a shelf of {PLATES_OF_NEW_SHELF} plates</button>
              )}
              {item.part === 'shelf' && <button type="button" class="button quiet" onClick={() => add(withNewPlate(layout, item.id))}>Add a plate</button>}
              {item.part === 'corner' && (
                <button type="button" class="button quiet" onClick={() => add(withCorner(layout, Number(item.id)))}>Add a corner after it</button>
              )}
              <button type="button" class="button quiet" onClick={() => {
                change(removed(layout, item));
                setItem(undefined);
              }}>Remove {item.part} {item.id}</button>
            </>
          )}
          <Problems problems={problems} doubts={doubts} layout={layout} onSelect={setItem} />
          <label class="fields">Why<input value={note} maxLength={200} placeholder="What was changed, and why" onInput={(event) => setNote(event.currentTarget.value)} /></label>
          <button type="button" class="button" disabled={!isChanged || problems.length > 0} onClick={save}>Save as version {data.version + 1}</button>
        </div>
      </div>
      <Versions key={data.version} current={data} onBringBack={(old, version) => {
        change(old);
        setItem(undefined);
        setNote(`back to version ${version}`);
      }} />
    </section>
  );
}
