import { useEffect } from 'preact/hooks';

/** One key, or two one after the other with a space between them, and what it does. */
export interface KeyBinding {
  readonly keys: string;
  readonly about: string;
  readonly run: () => void;
}
export interface KeyGroup {
  readonly name: string;
  readonly bindings: readonly KeyBinding[];
}

const OFF = 'walkout-keys-off';
const SECOND_KEY_WITHIN_MS = 1_200;
const groups = new Set<KeyGroup>();
let first: { readonly key: string; readonly at: number } | undefined;

/** Single keys can get in the way of speech input and screen readers, so a device may switch them off (WCAG 2.1.4). */
export const keysAreOff = (): boolean => localStorage.getItem(OFF) !== null;
export const switchKeys = (on: boolean): void => (on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, 'yes'));

/** What works just now, those of the page last. */
export const activeKeys = (): readonly KeyGroup[] => [...groups];

function belongsToWidget({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !== null) return true;
  return (key === 'Enter' || key === ' ') && target.closest('a, button, summary, input, video') !== null;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keysAreOff() || belongsToWidget(event)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  const prefix = first !== undefined && event.timeStamp - first.at < SECOND_KEY_WITHIN_MS ? `${first.key} ` : '';
  const bindings = [...groups].flatMap((group) => group.bindings);
  const pressed = bindings.find(({ keys }) => keys === prefix + event.key) ?? bindings.find(({ keys }) => keys === event.key);
  first = pressed === undefined ? { key: event.key, at: event.timeStamp } : undefined;
  if (pressed === undefined) return;
  event.preventDefault();
  pressed.run();
}
addEventListener('keydown', onKey);

/** Lets keys work for as long as the component is there. `bindings` must be the same array until they change. */
export function useKeys(name: string, bindings: readonly KeyBinding[]): void {
  useEffect(() => {
    const group = { name, bindings };
    groups.add(group);
    return () => void groups.delete(group);
  }, [name, bindings]);
}
