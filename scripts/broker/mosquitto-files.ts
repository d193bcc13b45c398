import { BROKER_LIMITS, topicsFor, userNameOf } from '@walkout/contracts';
import type { Principal } from '@walkout/contracts';

export interface MosquittoOptions {
  readonly port: number;
  /** Address to listen on; left out: all. */
  readonly host?: string;
  /** Holds `acl`, `passwd` and what the broker keeps; with TLS also `ca.crt`, `server.crt` and `server.key`. */
  readonly folder: string;
  readonly tls: boolean;
}

/** mosquitto.conf: nobody without a password, nothing but what the access list names. */
export function mosquittoConf({ port, host, folder, tls }: MosquittoOptions): string {
  return [
    '# Made by `npm run broker -- init`; the rules come from contracts/src/access.ts and limits.ts.',
    'per_listener_settings false',
    'allow_anonymous false',
    `password_file ${folder}/passwd`,
    `acl_file ${folder}/acl`,
    '',
    `listener ${port}${host === undefined ? '' : ` ${host}`}`,
    'protocol mqtt',
    `max_connections ${BROKER_LIMITS.mostConnections}`,
    '# A stolen key must not take over the session of another. Above its listener it would open a second one.',
    'use_username_as_clientid true',
    'set_tcp_nodelay true',
    ...(tls ? [`cafile ${folder}/ca.crt`, `certfile ${folder}/server.crt`, `keyfile ${folder}/server.key`, 'tls_version tlsv1.2'] : []),
    '',
    '# What is said while fusion or the store server is away waits for them, also over a restart of the broker.',
    'persistence true',
    `persistence_location ${folder}/data/`,
    'autosave_interval 5',
    `persistent_client_expiration ${BROKER_LIMITS.sessionKeptDays}d`,
    `max_queued_messages ${BROKER_LIMITS.mostWaiting}`,
    `max_queued_bytes ${BROKER_LIMITS.mostWaitingBytes}`,
    `max_inflight_messages ${BROKER_LIMITS.mostInFlight}`,
    '',
    '# Who sends or asks for more is cut off. mosquitto knows no limit of messages a second: fusion and the store server have one.',
    `max_packet_size ${BROKER_LIMITS.largestPacketBytes}`,
    `max_keepalive ${BROKER_LIMITS.longestKeepAliveSeconds}`,
    'connection_messages true',
    'log_type error',
    'log_type warning',
    'log_type notice',
    '',
  ].join('\n');
}

/** mosquitto's access list for those who are enrolled: default deny. */
export function mosquittoAcl(principals: readonly Principal[], store: string): string {
  const sections = principals.map((principal) => [
    `user ${userNameOf(principal)}`,
    ...topicsFor(principal, 'publish', store).map((topic) => `topic write ${topic}`),
    ...topicsFor(principal, 'hear', store).map((topic) => `topic read ${topic}`),
    '',
  ].join('\n'));
  return ['# Made by `npm run broker -- enrol`; the rules are in contracts/src/access.ts. What is not named is denied.', '', ...sections].join('\n');
}
