import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../../../../src/core/access/views.ts';
import { request } from '../../shared/request.ts';

let asked: Promise<Me> | undefined;

/** Who is signed in on this tablet; asked for once, since another sign-in loads the page anew. */
export function useMe(): Me | undefined {
  const [me, setMe] = useState<Me>();
  useEffect(() => {
    asked ??= request<Me>('/api/me');
    asked.then(setMe, () => (asked = undefined));
  }, []);
  return me;
}
