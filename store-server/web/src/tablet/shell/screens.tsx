import { HOME } from './pages.ts';
import { Page } from './page.tsx';

/** An address that no page has. */
export const NowhereScreen = () => (
  <Page title="Nothing here">
    <p class="empty">No page has this address. <a href={HOME}>Go to Live</a></p>
  </Page>
);

/** A page that could not be fetched or broke: mostly since the server was updated under it. */
export const PageFailed = () => (
  <Page title="This page did not open">
    <p class="empty" role="alert">The store server may have been updated, or the connection was lost on the way.</p>
    <button type="button" class="button" onClick={() => location.reload()}>Load again</button>
  </Page>
);
