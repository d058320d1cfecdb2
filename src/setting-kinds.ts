import { z } from 'zod';
import { parseSchedule } from './editions/schedule.js';
import { mailbox, parseAddress, splitNamedAddress } from './subscribers/address.js';
import { isTimeZone } from './subscribers/time-zone.js';

/** A setting that is not there, or empty as `.env.example` leaves it, takes its default. */
export function setting<T extends z.ZodType<unknown, string>>(schema: T, fallback: string) {
  return z
    .string()
    .trim()
    .optional()
    .transform((value) => value || fallback)
    .pipe(schema);
}

/** A setting without a default: undefined when it is not there, or empty. */
export function optional<T extends z.ZodType<unknown, string>>(schema: T) {
  return z
    .string()
    .trim()
    .optional()
    .transform((value) => value || undefined)
    .pipe(schema.optional());
}

/** From `least` to `most`, both included. */
export function wholeNumber(least: number, most: number) {
  const expected = `expected a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, expected)
    .transform(Number)
    .refine((number) => number >= least && number <= most, expected);
}

/** A number from 0 to 100, with at most four decimals. */
export function percent() {
  const expected = 'expected a number from 0 to 100';
  return z
    .string()
    .regex(/^\d{1,3}(?:\.\d{1,4})?$/, expected)
    .transform(Number)
    .refine((number) => number <= 100, expected);
}

/** Secrets separated by commas, each of at least 32 characters. */
export function secretList() {
  return z
    .string()
    .optional()
    .transform((text = '', context) => {
      const secrets = text.split(',').flatMap((part) => part.trim() || []);
      if (secrets.some((secret) => secret.length < 32)) {
        context.addIssue({
          code: 'custom',
          message: 'expected secrets of at least 32 characters, separated by commas',
        });
      }
      return secrets;
    });
}

/** An address to mail to, the domain in ASCII. */
export function oneAddress() {
  return z.string().transform((text, context) => {
    const address = parseAddress(text);
    if (!('problem' in address)) return mailbox(address);
    return refused(
      context,
      `expected an address like editors@example.com; this one ${address.problem}`,
    );
  });
}

/** An address with or without a name before it, as a message's From header takes it (RFC 5322, 3.4). */
export function sender() {
  return z.string().transform((text, context) => {
    const expected = 'expected an address like "Weekly AI Tool Verdicts <verdicts@example.com>"';
    const { name, address: bare } = splitNamedAddress(text);
    const address = parseAddress(bare);
    if ('problem' in address) return refused(context, `${expected}; this one ${address.problem}`);
    if (name === undefined) return mailbox(address);
    if (/["\\\p{Cc}]/u.test(name)) {
      const why = 'has a quotation mark, a backslash or a control character in it';
      return refused(context, `${expected}; this one’s name ${why}`);
    }
    const special = /[()<>[\]:;@,.]/.test(name);
    return `${special ? `"${name}"` : name} <${mailbox(address)}>`;
  });
}

/** When an edition is due, as editions/schedule.ts reads it. */
export function dueTimes() {
  return z
    .string()
    .refine(
      isSchedule,
      'expected one time that comes once a week, as minute hour * * weekday: "0 9 * * TUE" for Tuesdays at 9:00',
    );
}

function isSchedule(cron: string): boolean {
  try {
    parseSchedule(cron, 'UTC');
    return true;
  } catch {
    return false; // VerdictsError: what it says is said of the setting.
  }
}

/** A time zone that this machine knows. */
export function timeZone() {
  return z
    .string()
    .refine(isTimeZone, 'expected a time zone of the IANA database, such as Europe/Berlin or UTC');
}

function refused(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Resend takes as many recipients of one message (its docs, "Send Email"). */
const mostAddresses = 50;

/** Addresses of people who work on the newsletter, separated by commas; normalised, each once. */
export function addressList() {
  return z
    .string()
    .optional()
    .transform((text = '', context) => {
      const parts = text.split(',').filter((part) => part.trim());
      const addresses = parts.flatMap((part, index) => {
        const address = parseAddress(part);
        if (!('problem' in address)) return [address.normalised];
        context.addIssue({
          code: 'custom',
          message: `address ${index + 1} ${address.problem}; expected addresses separated by commas`,
        });
        return [];
      });
      if (addresses.length > mostAddresses) {
        context.addIssue({
          code: 'custom',
          message: `expected at most ${mostAddresses} addresses`,
        });
      }
      return [...new Set(addresses)];
    });
}
