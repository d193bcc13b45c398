import { readPrincipal } from '@walkout/contracts';
import { demoLayout } from '@walkout/recordings';
import { sourcesOf } from '@walkout/fusion';
import { mosquittoAcl, mosquittoConf } from '../broker/mosquitto-files.ts';

const FOLDER = '/etc/walkout/broker';

/** What `npm run broker` makes for a store like the demo's: the files under deploy/mosquitto, to be read and compared. */
export function brokerFiles(): Readonly<Record<string, string>> {
  const layout = demoLayout();
  const principals = ['fusion', 'store-server', 'observer', ...sourcesOf(layout)].map(readPrincipal);
  return {
    'deploy/mosquitto/mosquitto.conf': mosquittoConf({ port: 8883, folder: FOLDER, tls: true }),
    'deploy/mosquitto/acl': mosquittoAcl(principals, layout.store),
  };
}
