import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import type { Address } from '../subscribers/address.js';

/** The package makes a new set at each call. */
const domains = disposableEmailBlocklistSet();

/** Whether the address, or a domain above its own, is of a service for throw-away addresses. */
export function isDisposable({ normalised }: Pick<Address, 'normalised'>): boolean {
  const labels = normalised.slice(normalised.lastIndexOf('@') + 1).split('.');
  return labels.some((_, index) => domains.has(labels.slice(index).join('.')));
}

/** What a visitor is told who enters such an address. */
export const disposableWords = 'That is a throw-away address. Enter one you read.';
