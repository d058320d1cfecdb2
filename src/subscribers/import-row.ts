import { type Address, parseAddress, splitNamedAddress } from './address.js';
import type { Columns } from './columns.js';
import type { Row } from './csv.js';
import type { StatusReader } from './import-status.js';
import { plainText } from './plain-text.js';
import { Consent, type Status } from './subscriber.js';
import { isTimeZone } from './time-zone.js';
import type { Preferences } from './transitions.js';

/** What a row says of a reader. `consent` and `createdAt` are there if the file is an export of ours. */
export interface ImportedReader {
  address: Address;
  preferences: Preferences;
  status: Status;
  consent: Consent | undefined;
  createdAt: string | undefined;
}

/** Reads one row; a problem is a sentence that names no address. */
export function readReader(
  row: Row,
  columns: Columns,
  statuses: StatusReader,
): ImportedReader | { problem: string } {
  const named = splitNamedAddress(columns.cell(row, 'email'));
  const address = parseAddress(named.address);
  if ('problem' in address) return { problem: `The address ${address.problem}.` };
  const status = statuses.of(row);
  if (typeof status !== 'string') return status;
  const format = columns.cell(row, 'format').toLowerCase();
  if (format !== '' && format !== 'digest' && format !== 'brief') {
    return { problem: 'The format is neither “digest” nor “brief”.' };
  }
  const name = nameOf(row, columns) || plainText(named.name ?? '');
  const topics = topicsIn(columns.cell(row, 'topics'));
  const preferences: Preferences = {};
  if (name !== '') preferences.name = name;
  if (format !== '') preferences.format = format;
  if (topics.length > 0) preferences.topics = topics;
  const timeZone = columns.cell(row, 'timeZone');
  if (timeZone !== '' && isTimeZone(timeZone)) preferences.timeZone = timeZone;
  const pausedUntil = timeIn(columns.cell(row, 'pausedUntil'));
  if (pausedUntil !== undefined) preferences.pausedUntil = pausedUntil;
  return {
    address,
    preferences,
    status,
    consent: consentOf(row, columns),
    createdAt: timeIn(columns.cell(row, 'createdAt')),
  };
}

function nameOf(row: Row, columns: Columns): string {
  const whole = plainText(columns.cell(row, 'name'));
  return whole || plainText(`${columns.cell(row, 'firstName')} ${columns.cell(row, 'lastName')}`);
}

function topicsIn(cell: string): string[] {
  if (cell === '') return [];
  if (!/[;|]/.test(cell)) return [plainText(cell)];
  const topics = cell.split(/[;|]/).map(plainText);
  return [...new Set(topics.filter((topic) => topic !== ''))];
}

function consentOf(row: Row, columns: Columns): Consent | undefined {
  const at = timeIn(columns.cell(row, 'consentAt'));
  if (!at) return undefined;
  const consent = {
    at,
    how: columns.cell(row, 'consentHow'),
    from: plainText(columns.cell(row, 'consentFrom')),
  };
  return Consent.safeParse(consent).data;
}

/** `2026-11-17T09:00:00Z`, or as databases write it, or a day alone; UTC unless it says otherwise. */
function timeIn(cell: string): string | undefined {
  if (cell === '') return undefined;
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/.exec(
      cell,
    );
  if (!parts) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = parts;
  const moment = new Date(`${day}T${time}${zoneIn(zone)}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** `+00`, `+0000` and `+00:00` are the same. */
function zoneIn(zone: string): string {
  if (zone === 'Z' || zone === 'UTC') return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
