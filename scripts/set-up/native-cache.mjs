import { homedir } from 'node:os';
import { join } from 'node:path';

/** @returns {string} where built modules outlive a checkout: `WALKOUT_CACHE`, or the user's cache folder */
export function nativeCache() {
  const { WALKOUT_CACHE: own, XDG_CACHE_HOME: cache = join(homedir(), '.cache') } = process.env;
  return join(own ?? join(cache, 'walkout'), 'native');
}
