import { pino } from 'pino';
import { type Clock, systemClock } from './clock.js';
import { redacted } from './redaction.js';

/** What a line may say besides its message. Never an address, a token or a key. */
interface LogFields {
  week?: string;
  state?: string;
  [field: string]: unknown;
}

/** Where the job says what it does. Passed in to whoever has something to say. */
export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

interface LogOptions {
  /** A JSON object a line, for another program; otherwise the time and the message, to be read. */
  json: boolean;
  stream: { write(text: string): unknown };
  clock?: Clock;
}

/**
 * A log that writes each line to `stream` at once. As a last line of defence whatever looks like an
 * address, a key or a reader's token is taken out, wherever it stands.
 */
export function createLog({ json, stream, clock = systemClock }: LogOptions): Log {
  const censored = {
    write(text: string) {
      const line: Line = redacted(JSON.parse(text));
      stream.write(`${json ? JSON.stringify(line) : readable(line)}\n`);
    },
  };
  return pino(
    {
      base: null,
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: personal.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    censored,
  );
}

/** Names of fields whose values are never logged, whatever they look like. */
const personal = [
  ...['email', 'normalised', 'address', 'addresses', 'to'],
  ...['token', 'secret', 'apiKey', 'authorization', 'html', 'text'],
];

interface Line {
  level: string;
  time: string;
  msg: string;
}

function readable({ level, time, msg }: Line): string {
  const mark = { warn: 'warning: ', error: 'error: ' }[level] ?? '';
  return `${time} ${mark}${msg}`;
}
