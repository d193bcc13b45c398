import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();
const endAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};

/** A process that this one has started does not outlive it, even where this one fails. */
export function endWithUs(child: ChildProcess): void {
  if (children.size === 0) process.on('exit', endAll);
  children.add(child);
  child.once('close', () => {
    children.delete(child);
    if (children.size === 0) process.off('exit', endAll);
  });
}
