import type { Masthead } from '../letter.js';
import { paths } from '../links.js';
import { type Fault, quoted } from './finding.js';
import { isLocal } from './links.js';

/** What a message's headers lack of one-click unsubscription (RFC 8058) and the list's name (RFC 2919). */
export function headerFaults(
  headers: Readonly<Record<string, string>>,
  { publicUrl }: Pick<Masthead, 'publicUrl'>,
): Fault[] {
  const header = (name: string) =>
    Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
  const broken = (name: string, why: string, remedy: string): Fault => ({
    severity: 'error',
    rule: 'headers',
    part: 'headers',
    what: `The header ${name} ${header(name) === '' ? 'is missing' : `is ${quoted(header(name))}, and ${why}`}.`,
    remedy,
  });
  const faults: Fault[] = [];

  const [address = ''] = /(?<=<)https?:[^<>\s]+(?=>)/.exec(header('List-Unsubscribe')) ?? [];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const safe = url?.protocol === 'https:' || (url && isLocal(url) && isLocal(new URL(publicUrl)));
  const ownPage = publicUrl + paths.unsubscribe('');
  const personal = address.startsWith(ownPage) && address.length > ownPage.length;
  if (!safe || !personal) {
    const why = `it should hold an https address that begins with ${ownPage}`;
    const remedy = 'Check PUBLIC_URL: mailbox providers take nothing but https.';
    faults.push(broken('List-Unsubscribe', why, remedy));
  }
  if (header('List-Unsubscribe-Post') !== 'List-Unsubscribe=One-Click') {
    const why = 'it should be `List-Unsubscribe=One-Click`';
    const remedy = 'Put it back into the message: without it there is no button to unsubscribe.';
    faults.push(broken('List-Unsubscribe-Post', why, remedy));
  }
  if (!/<[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+>$/.test(header('List-Id'))) {
    const why = 'it should end in a name such as `<verdicts.example.com>`';
    const remedy = 'Check FROM_ADDRESS: the name is made of its domain.';
    faults.push(broken('List-Id', why, remedy));
  }
  return faults;
}
