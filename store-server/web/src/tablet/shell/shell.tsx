import { useMemo, useState } from 'preact/hooks';
import { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { ConnectionBanner } from './connection-banner.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useKeys } from './keys.ts';
import { Navigation } from './navigation.tsx';
import { NowhereScreen, PageFailed } from './screens.tsx';
import { HOME, PAGES } from './pages.ts';
import { TabletContext, useTabletSource } from './tablet.ts';

/** The frame of the tablet: navigation, the page that the address names, the live connection that all pages share. */
export const Shell = () => (
  <LocationProvider scope={HOME}>
    <Frame />
  </LocationProvider>
);

function Frame() {
  const tablet = useTabletSource();
  const { route } = useLocation();
  const [keysShown, setKeysShown] = useState(false);
  const [failed, setFailed] = useState(false);
  useKeys('Go to', useMemo(() => PAGES.map(({ key, name, path }) => ({ keys: `g ${key}`, about: name, run: () => route(path) })), [route]));
  useKeys('Help', useMemo(() => [{ keys: '?', about: 'Show these keys', run: () => setKeysShown(true) }], []));
  return (
    <TabletContext.Provider value={tablet}>
      <div class="shell">
        <a class="skip" href="#content">Skip to the page</a>
        <Navigation onKeys={() => setKeysShown(true)} />
        <main id="content" class="content" tabIndex={-1}>
          <ErrorBoundary onError={() => setFailed(true)}>
            {failed ? <PageFailed /> : (
              <Router>
                {PAGES.map(({ path, component }) => <Route key={path} path={path === HOME ? path : `${path}/:rest*`} component={component} />)}
                <Route default component={NowhereScreen} />
              </Router>
            )}
          </ErrorBoundary>
        </main>
        <ConnectionBanner link={tablet.link} heardAt={tablet.now} />
        {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
      </div>
    </TabletContext.Provider>
  );
}
