import { isDeepStrictEqual } from 'node:util';
import type { Address } from './address.js';
import type { Consent, LetterKind, Status, Subscriber } from './subscriber.js';

/** What became of a subscriber; `added` when there was none before. */
export type Transition =
  | { kind: 'added' | 'changed' | 'unchanged'; subscriber: Subscriber }
  | { kind: 'refused'; why: Refusal };

export type Refusal = 'unsubscribed' | 'suppressed' | 'erased' | 'taken' | 'letters';

/** Each refusal as a sentence for an operator. */
export const refusalSentences: Record<Refusal, string> = {
  unsubscribed:
    'The reader unsubscribed. Only the reader can come back, by signing up and confirming.',
  suppressed:
    'The reader is suppressed (a bounce or a complaint). `verdicts subscribers lift` lifts that, if you know better.',
  erased: 'The reader was erased. Only the reader can come back, by signing up and confirming.',
  taken: 'Another reader has this address.',
  letters: 'The reader was sent such a letter a moment ago, or often enough for a day.',
};

/** What the store knows of an address: its reader, and whether a reader with it was ever erased. */
export interface Standing {
  subscriber: Subscriber | undefined;
  erased: boolean;
}

/** What a reader chose; what is absent stays as it is. An empty text takes the value away. */
export interface Preferences {
  name?: string;
  timeZone?: string;
  /** ISO 8601. */
  pausedUntil?: string;
  format?: Subscriber['format'];
  topics?: readonly string[];
}

/** A reader whom an operator or a file brings. `at` times are ISO 8601, as everywhere here. */
export interface Entry {
  id: string;
  address: Address;
  preferences: Preferences;
  status: Status;
  /** Kept unless pending; what an active entry lacks, its reader lacks for ever. */
  consent: Consent | undefined;
  reason?: string | undefined;
  createdAt?: string | undefined;
  at: string;
}

/**
 * An operator adds a reader, or a file is imported: `newcomer` is the reader whom that makes if nobody has
 * the address. Never revives: who unsubscribed, is suppressed or was erased is refused. A newcomer marked
 * unsubscribed or suppressed marks a reader who is there too; an active one activates a pending reader;
 * anything else leaves a known reader as it is.
 */
export function admit({ subscriber, erased }: Standing, newcomer: Subscriber): Transition {
  const { status, consent, reason, updatedAt: at } = newcomer;
  if (!subscriber) {
    return erased ? { kind: 'refused', why: 'erased' } : { kind: 'added', subscriber: newcomer };
  }
  if (status === 'unsubscribed') return unsubscribe(subscriber, { at, reason });
  if (status === 'suppressed') return suppress(subscriber, { at, reason: reason ?? 'import' });
  if (subscriber.status === 'unsubscribed' || subscriber.status === 'suppressed') {
    return { kind: 'refused', why: subscriber.status };
  }
  if (status === 'pending' || subscriber.status === 'active') {
    return { kind: 'unchanged', subscriber };
  }
  if (erased) return { kind: 'refused', why: 'erased' };
  return changed(subscriber, { status: 'active', ...(consent && { consent }) }, at);
}

/**
 * A visitor signs up. The reader becomes or stays pending, or, having unsubscribed, stays so until
 * confirming: a stranger can type any address. Whether a confirmation letter is due shows in the
 * status that comes back: pending or unsubscribed.
 */
export function signUp(
  { subscriber }: Standing,
  newcomer: { id: string; address: Address; preferences: Preferences; at: string },
): Transition {
  if (!subscriber) {
    const entry: Entry = { ...newcomer, status: 'pending', consent: undefined };
    return { kind: 'added', subscriber: newReader(entry) };
  }
  if (subscriber.status === 'suppressed') return { kind: 'refused', why: 'suppressed' };
  if (subscriber.status === 'active') return { kind: 'unchanged', subscriber };
  return setPreferences(subscriber, newcomer.preferences, newcomer.at);
}

/**
 * The reader pressed the button behind a link that only this mailbox got. Revives who unsubscribed, and
 * ends a pause: the next edition is what was just asked for.
 */
export function confirm(
  subscriber: Subscriber,
  { at, from }: { at: string; from: string },
): Transition {
  if (subscriber.status === 'active') return { kind: 'unchanged', subscriber };
  if (subscriber.status === 'suppressed') return { kind: 'refused', why: 'suppressed' };
  const consent: Consent = { at, how: 'double-opt-in', from };
  const fresh = without(without(subscriber, 'reason'), 'pausedUntil');
  return changed(fresh, { status: 'active', consent }, at);
}

/**
 * The reader leaves. A suppressed reader stays suppressed, which is stronger, and loses the consent,
 * so that lifting the suppression does not revive.
 */
export function unsubscribe(
  subscriber: Subscriber,
  { at, reason }: { at: string; reason?: string | undefined },
): Transition {
  if (subscriber.status === 'suppressed') {
    if (!subscriber.consent) return { kind: 'unchanged', subscriber };
    return changed(without(subscriber, 'consent'), {}, at);
  }
  if (subscriber.status === 'unsubscribed' && (!reason || reason === subscriber.reason)) {
    return { kind: 'unchanged', subscriber };
  }
  return changed(subscriber, { status: 'unsubscribed', ...(reason && { reason }) }, at);
}

/** The address must not be mailed again: a hard bounce, a complaint, repeated soft bounces. */
export function suppress(
  subscriber: Subscriber,
  { at, reason }: { at: string; reason: string },
): Transition {
  if (subscriber.status === 'suppressed') return { kind: 'unchanged', subscriber };
  const left = subscriber.status === 'unsubscribed';
  const base = left ? without(subscriber, 'consent') : subscriber;
  return changed(base, { status: 'suppressed', reason }, at);
}

/** An operator knows that the address works again: active with a consent, else unsubscribed. */
export function liftSuppression(subscriber: Subscriber, { at }: { at: string }): Transition {
  if (subscriber.status !== 'suppressed') return { kind: 'unchanged', subscriber };
  const status = subscriber.consent ? 'active' : 'unsubscribed';
  return changed(without(subscriber, 'reason'), { status }, at);
}

/** The reader chooses. */
export function setPreferences(
  subscriber: Subscriber,
  { format = subscriber.format, topics = subscriber.topics, ...texts }: Preferences,
  at: string,
): Transition {
  let chosen: Subscriber = { ...subscriber, format, topics: [...topics] };
  for (const key of ['name', 'timeZone', 'pausedUntil'] as const) {
    const text = texts[key];
    if (text === '') chosen = without(chosen, key);
    else if (text !== undefined) chosen = { ...chosen, [key]: text };
  }
  if (isDeepStrictEqual(chosen, subscriber)) return { kind: 'unchanged', subscriber };
  return changed(chosen, {}, at);
}

/** So long a reader waits for another letter of a kind, and so many there are of it in a day. */
const letterPauseMs = 10 * 60_000;
const lettersADay = 5;
const dayMs = 86_400_000;

/**
 * A letter with a link to press is to go to the reader. Refused when one of its kind was asked for in the
 * last ten minutes, or five in the last day: anybody can type an address. One that goes `elsewhere` than
 * the last of its kind need not wait: the reader may have mistyped.
 */
export function askForLetter(
  subscriber: Subscriber,
  kind: LetterKind,
  at: string,
  { elsewhere = false } = {},
): Transition {
  const ago = (time: string) => Date.parse(at) - Date.parse(time);
  const recent = (subscriber.letters ?? []).filter((letter) => ago(letter.at) < dayMs);
  const same = recent.filter((letter) => letter.kind === kind);
  const tooSoon = !elsewhere && same.some((letter) => ago(letter.at) < letterPauseMs);
  if (tooSoon || same.length >= lettersADay) return { kind: 'refused', why: 'letters' };
  return changed(subscriber, { letters: [...recent, { kind, at }] }, at);
}

/** The reader names the address to move to; it counts once it is confirmed there. */
export function planMove(
  subscriber: Subscriber,
  { email, normalised }: Address,
  at: string,
): Transition {
  return changed(subscriber, { movingTo: { email, normalised } }, at);
}

/** The reader moves to another address, confirmed there. The store refuses one that is taken. */
export function changeAddress(subscriber: Subscriber, address: Address, at: string): Transition {
  const { email, normalised } = address;
  if (email === subscriber.email) return { kind: 'unchanged', subscriber };
  return changed(without(subscriber, 'movingTo'), { email, normalised }, at);
}

/** The reader whom an entry makes. Without spreads, which take several times as long: an import makes a million. */
export function newReader(entry: Entry): Subscriber {
  const { id, address, preferences, status, consent, reason, at, createdAt = at } = entry;
  const { name, format = 'digest', topics = [], timeZone, pausedUntil } = preferences;
  const { email, normalised } = address;
  const subscriber: Subscriber = {
    id,
    normalised,
    status,
    email,
    format,
    topics: [...topics],
    createdAt,
    updatedAt: at,
  };
  if (name) subscriber.name = name;
  if (consent && status !== 'pending') subscriber.consent = consent;
  if (reason) subscriber.reason = reason;
  if (timeZone) subscriber.timeZone = timeZone;
  if (pausedUntil) subscriber.pausedUntil = pausedUntil;
  return subscriber;
}

function changed(subscriber: Subscriber, change: Partial<Subscriber>, at: string): Transition {
  return { kind: 'changed', subscriber: { ...subscriber, ...change, updatedAt: at } };
}

type Removable = 'name' | 'consent' | 'reason' | 'timeZone' | 'pausedUntil' | 'movingTo';

function without(subscriber: Subscriber, key: Removable): Subscriber {
  const { [key]: _dropped, ...rest } = subscriber;
  return rest;
}
