import { parseArgs } from 'node:util';
import { contractError, WalkoutError } from '../errors.ts';

/** One option of a command; `value` names what follows it in --help, a flag has none. */
export interface CommandOption {
  readonly about: string;
  readonly value?: string;
  readonly fallback?: string;
  readonly required?: boolean;
}
export type OptionTable = Readonly<Record<string, CommandOption>>;
export type OptionValues<O extends OptionTable> = {
  readonly [Name in keyof O]: O[Name] extends { value: string }
    ? O[Name] extends { fallback: string } | { required: true } ? string : string | undefined
    : boolean;
};

export interface Command<O extends OptionTable> {
  /** As it is typed: `npm run play --`. */
  readonly name: string;
  readonly about: string;
  /** Names of what follows without a dash, such as `SUITE`; one in brackets may be left out. */
  readonly positionals?: readonly string[];
  readonly options: O;
  readonly run: (options: OptionValues<O>, positionals: readonly string[]) => Promise<void> | void;
}

function helpOf(command: Command<OptionTable>): string {
  const rows = Object.entries({ ...command.options, verbose: { about: 'show where an error came from' }, help: { about: 'show this' } });
  const left = rows.map(([name, option]) => `--${name}${'value' in option && option.value ? ` ${option.value}` : ''}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const lines = rows.map(([, option], i) => {
    const fallback = 'fallback' in option && option.fallback !== undefined ? ` (default ${option.fallback})` : '';
    return `  ${left[i]!.padEnd(width)}${option.about}${fallback}`;
  });
  return [`${command.name} ${(command.positionals ?? []).join(' ')} [options]`.replace(/ +/g, ' '), '', command.about, '', ...lines, ''].join('\n');
}

function read<O extends OptionTable>(command: Command<O>, argv: readonly string[]) {
  const types = Object.fromEntries(
    Object.entries({ ...command.options, help: {}, verbose: {} }).map(([name, option]) => [
      name, { type: 'value' in option && option.value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options: types, allowPositionals: (command.positionals ?? []).length > 0 });
  } catch (cause) {
    throw contractError('USAGE', (cause as Error).message);
  }
}

/**
 * Runs a command: reads its options, shows --help, and turns an error into a sentence, what to do, and exit status 2.
 * A stack is shown only with --verbose.
 */
export async function runCommand<O extends OptionTable>(command: Command<O>, argv = process.argv.slice(2)): Promise<void> {
  try {
    const { values, positionals } = read(command, argv);
    if (values['help'] === true) {
      process.stdout.write(helpOf(command as unknown as Command<OptionTable>));
      return;
    }
    const options: Record<string, unknown> = {};
    for (const [name, option] of Object.entries(command.options)) {
      options[name] = values[name] ?? option.fallback ?? (option.value === undefined ? false : undefined);
      if (option.required && options[name] === undefined) throw contractError('USAGE', `--${name} ${option.value} is missing`);
    }
    const needed = (command.positionals ?? []).filter((name) => !name.startsWith('['));
    if (positionals.length < needed.length) throw contractError('USAGE', `${needed[positionals.length]} is missing`);
    await command.run(options as OptionValues<O>, positionals);
  } catch (error) {
    reportError(error, argv.includes('--verbose'));
    process.exit(2);
  }
}

/** Says an error on stderr as a person would want it. */
export function reportError(error: unknown, verbose = false): void {
  if (error instanceof WalkoutError) process.stderr.write(`${error.code}: ${error.message}\n  ${error.remedy}\n`);
  else process.stderr.write(`UNEXPECTED: ${(error as Error)?.message ?? String(error)}\n  run again with --verbose and report it\n`);
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** A whole number from an option. @throws WalkoutError USAGE */
export function integerOption(name: string, text: string, bounds: { minimum: number; maximum?: number }): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < bounds.minimum || value > (bounds.maximum ?? Infinity)) {
    throw contractError('USAGE', `--${name} ${text}: not a whole number from ${bounds.minimum} to ${bounds.maximum ?? 'any'}`);
  }
  return value;
}

/** A number, whole or not, from an option. @throws WalkoutError USAGE */
export function numberOption(name: string, text: string, bounds: { minimum: number; maximum?: number }): number {
  const value = Number(text);
  const isInside = value >= bounds.minimum && value <= (bounds.maximum ?? Infinity);
  if (text.trim() === '' || !isInside) throw contractError('USAGE', `--${name} ${text}: not a number from ${bounds.minimum} to ${bounds.maximum ?? 'any'}`);
  return value;
}

/** Replay speed: 'max', or how many seconds of the recording pass in one. @throws WalkoutError USAGE */
export function speedOption(text: string): number {
  if (text === 'max') return Infinity;
  const value = Number(text);
  if (!(value > 0)) throw contractError('USAGE', `--speed ${text}: neither "max" nor a number above zero`);
  return value;
}
