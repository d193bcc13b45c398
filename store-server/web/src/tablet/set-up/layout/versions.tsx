import { useState } from 'preact/hooks';
import type { StoreLayout } from '@walkout/contracts';
import { furnitureOf } from '../../../../../src/core/set-up/restored.ts';
import type { LayoutVersionView, LayoutView } from '../../../../../src/core/set-up/views.ts';
import { formatDateTime } from '../../../shared/format.ts';
import { request } from '../../../shared/request.ts';
import { useMe } from '../../shell/use-me.ts';
import { useLoaded } from '../../shell/use-loaded.ts';

export interface VersionsProps {
  readonly current: LayoutView;
  /** Puts it into the editor, where it is checked and can be undone; nothing is saved yet. */
  readonly onBringBack: (layout: StoreLayout, version: number) => void;
}

/** What the layout was before. A version never goes: to bring one back makes a new one of it. */
export function Versions({ current, onBringBack }: VersionsProps) {
  const isManager = useMe()?.role === 'manager';
  const { data, error, act } = useLoaded<{ versions: LayoutVersionView[] }>('/api/layout/versions');
  const [withGoods, setWithGoods] = useState(false);
  async function bringBack(version: number): Promise<void> {
    const old = await act(() => request<LayoutView>(`/api/layout/versions/${version}`));
    if (old !== undefined) onBringBack(withGoods ? old.layout : furnitureOf(old.layout, current.layout), version);
  }
  return (
    <details class="import">
      <summary>Versions</summary>
      {error && <p class="error" role="alert">{error}</p>}
      {isManager && (
        <label class="check">
          <input type="checkbox" checked={withGoods} onChange={(event) => setWithGoods(event.currentTarget.checked)} />With the products, prices and taxes of then
        </label>
      )}
      <ul class="rows">
        {data?.versions.map(({ version, note, madeAt }) => (
          <li key={version} class="row">
            <strong class="number">{version}</strong><span>{note}</span><span class="soft number">{formatDateTime(madeAt)}</span>
            {version === current.version ? <span class="tag">holds</span>
              : <button type="button" class="button quiet" aria-label={`Bring back version ${version}`} onClick={() => void bringBack(version)}>Bring back</button>}
          </li>
        ))}
      </ul>
    </details>
  );
}
