import { contractError, readPrincipal, userNameOf } from '@walkout/contracts';
import { integerOption, runCommand } from '@walkout/contracts/command';
import { makeBrokerFolder, openBrokerFolder } from './broker-folder.ts';

const AFTERWARDS = 'Have mosquitto read it: kill -HUP, or systemctl reload mosquitto.\n';

await runCommand({
  name: 'npm run broker --',
  about:
    'The broker of a real store: who may connect, and what each may say and hear.\n' +
    '  init                 makes the configuration of mosquitto, and certificates\n' +
    '  enrol camera/north   lets a camera, shelf/ID, gate/ID, fusion, store-server or observer in; prints its key, once\n' +
    '  revoke camera/north  lets it in no longer\n' +
    '  list                 says who is enrolled',
  positionals: ['COMMAND', '[WHO]'],
  options: {
    folder: { value: 'DIR', about: 'what mosquitto runs from', fallback: '/etc/walkout/broker' },
    store: { value: 'ID', about: 'init: the id in store.json' },
    host: { value: 'NAME', about: 'init: name or address by which services reach the broker', fallback: '127.0.0.1' },
    port: { value: 'N', about: 'init: TCP port', fallback: '8883' },
    'without-tls': { about: 'init: for a broker that only its own machine reaches' },
  },
  run(options, [command, who]) {
    const { folder } = options;
    if (command === 'init') {
      if (options.store === undefined) throw contractError('USAGE', '--store ID is missing');
      const port = integerOption('port', options.port, { minimum: 1, maximum: 65_535 });
      makeBrokerFolder(folder, { store: options.store, host: options.host, port, tls: !options['without-tls'] });
      process.stdout.write(`${folder}/mosquitto.conf is ready; enrol fusion, store-server and each device.\n`);
      return;
    }
    const broker = openBrokerFolder(folder);
    if (command === 'list') return void process.stdout.write(broker.enrolled().map((one) => `${userNameOf(one)}\n`).join(''));
    if ((command !== 'enrol' && command !== 'revoke') || who === undefined) throw contractError('USAGE', `${command} ${who ?? ''}: see --help`);
    const principal = readPrincipal(who);
    if (command === 'revoke') broker.revoke(principal);
    else process.stdout.write(`WALKOUT_BROKER_USER=${userNameOf(principal)}\nWALKOUT_BROKER_PASSWORD=${broker.enrol(principal)}\n`);
    process.stderr.write(AFTERWARDS);
  },
});
