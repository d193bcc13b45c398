import type { Page } from 'playwright-core';

/** The addresses of all pages that the tablet's navigation leads to: a new page is in it without being named here. */
export async function pagesOf(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => (link as unknown as { pathname: string }).pathname));
}
