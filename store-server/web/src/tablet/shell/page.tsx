import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTablet } from './tablet.ts';

export interface PageProps {
  readonly title: string;
  /** Beside the title: what there is to do, or a figure. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
}

let opened = 0;

/** One page's heading and content. Who goes to another page finds the focus on its heading, as after a load. */
export function Page({ title, actions, children, class: name = '' }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { plan } = useTablet();
  useEffect(() => {
    if (opened++ > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = [title, plan?.name, 'Walkout'].filter(Boolean).join(' · ');
  }, [title, plan?.name]);
  return (
    <div class={`page ${name}`}>
      <header class="page-head">
        <h1 id="page-title" ref={heading} tabIndex={-1}>{title}</h1>
        {actions}
        <p class="page-store soft">{plan?.name ?? '\u00a0'}</p>
      </header>
      {children}
    </div>
  );
}
