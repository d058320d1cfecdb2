import { z } from 'zod';
import { parseAddress } from './subscribers/address.js';

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
