/** An entry of a workspace's error table. */
export interface ErrorEntry {
  readonly meaning: string;
  readonly remedy: string;
}

/** An error a person can act on: a code from one workspace's table, what happened, what to do. */
export class WalkoutError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.name = 'WalkoutError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** Makes errors from a workspace's table: `const fusionError = errorsFrom(FUSION_ERRORS)`. */
export const errorsFrom =
  <Code extends string>(table: Readonly<Record<Code, ErrorEntry>>) =>
  (code: Code, detail: string): WalkoutError =>
    new WalkoutError(code, `${table[code].meaning}: ${detail}`, table[code].remedy);

export const CONTRACT_ERRORS = {
  MESSAGE_MALFORMED: {
    meaning: 'a message does not fit its schema',
    remedy: 'compare the sender with the schema of its topic in contracts/src/messages',
  },
  PUBLISHER_FLOODS: {
    meaning: 'a device says far more than any honest one; what is too much is dropped unheard',
    remedy: 'restart the device; if it goes on, its key may be in wrong hands: npm run broker -- revoke, then enrol it anew',
  },
  MESSAGE_UNHANDLED: {
    meaning: 'a message that fits its schema could not be taken in: a fault of this program',
    remedy: 'report it with the lines of the log around it; the store goes on without this message',
  },
  TOPIC_UNKNOWN: {
    meaning: 'no such topic',
    remedy: 'topics are listed in contracts/src/topics.ts; check the store name and the id in it',
  },
  LAYOUT_MALFORMED: {
    meaning: 'the store layout does not fit its schema',
    remedy: 'mend the place that is named; docs/store-layout.md describes each field',
  },
  LAYOUT_INCONSISTENT: {
    meaning: 'the store layout contradicts itself',
    remedy: 'mend the place that is named; docs/store-layout.md describes how its parts refer to each other',
  },
  CONFIG_MALFORMED: {
    meaning: 'a configuration does not fit its schema',
    remedy: 'mend the field that is named; each field is described in the schema of its service',
  },
  RECORDING_MISSING: {
    meaning: 'no recording there',
    remedy: 'give a folder that holds store.json, recording.mcap and one camera-ID.mp4 a camera',
  },
  RECORDING_VERSION: {
    meaning: 'the recording is of another version',
    remedy: 'record it again with this version, or read it with the version that wrote it',
  },
  RECORDING_DAMAGED: {
    meaning: 'the recording is damaged',
    remedy: 'copy it again from where it came; what was read before the damage has been kept',
  },
  BROKER_UNREACHABLE: {
    meaning: 'the MQTT broker does not answer',
    remedy: 'start the broker or give its address with --broker mqtt://HOST:PORT; retrying goes on meanwhile',
  },
  PORT_IN_USE: {
    meaning: 'the port is taken by another program',
    remedy: 'stop that program or choose another port with --port N',
  },
  USAGE: { meaning: 'the command line is not understood', remedy: 'see --help' },
} as const satisfies Record<string, ErrorEntry>;

export type ContractErrorCode = keyof typeof CONTRACT_ERRORS;
export const contractError = errorsFrom<ContractErrorCode>(CONTRACT_ERRORS);
