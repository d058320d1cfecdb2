import { describe, expect, it } from 'vitest';
import { type ImportReport, importCsv } from '../../src/subscribers/import.js';
import { temporaryFolder } from '../support/folder.js';
import { at, csvOf, everyone, openedStore } from '../support/subscribers.js';

/** What the import of a file came to, and the status of each reader by the part before the @. */
async function imported(
  text: string,
  name = 'readers.csv',
): Promise<{ report: ImportReport; statuses: Record<string, string> }> {
  const store = await openedStore(temporaryFolder());
  const report = await importCsv(store, csvOf(text, 500, name), { at: new Date(at) });
  const statuses = (await everyone(store)).map(({ email, status }) => [
    email.split('@')[0],
    status,
  ]);
  return { report, statuses: Object.fromEntries(statuses) };
}

/** Exports as the tools write them. The part before each @ tells what becomes of the reader. */
const exports: { tool: string; name?: string; text: string }[] = [
  {
    tool: 'Kit',
    text: `email,first_name,state,created_at
active@example.com,Ada,active,2024-01-01
unsubscribed.1@example.com,Ben,cancelled,2024-01-01
unsubscribed.2@example.com,Chen,inactive,2024-01-01
suppressed.1@example.com,Dana,bounced,2024-01-01
suppressed.2@example.com,Elif,complained,2024-01-01`,
  },
  {
    tool: 'Buttondown',
    text: `email_address,type,undeliverability_date,undeliverability_reason,unsubscription_date,unsubscription_reason
active.1@example.com,regular,,,,
active.2@example.com,premium,,,,
active.3@example.com,gifted,,,,
active.4@example.com,trialed,,,,
active.5@example.com,paused,,,,
active.6@example.com,past_due,,,,
active.7@example.com,churning,,,,
active.8@example.com,unpaid,,,,
pending@example.com,unactivated,,,,
unsubscribed.1@example.com,unsubscribed,,,2024-02-01,
unsubscribed.2@example.com,removed,,,,
unsubscribed.3@example.com,regular,,,2024-02-01T09:30:00Z,too many
suppressed.1@example.com,undeliverable,,,,
suppressed.2@example.com,complained,,,,
suppressed.3@example.com,spammy,,,,
suppressed.4@example.com,blocked,,,,
suppressed.5@example.com,regular,2024-02-01,Hard bounce,,`,
  },
  {
    tool: 'Buttondown, an older one',
    text: `email,subscriber_type
active@example.com,regular
suppressed@example.com,undeliverable`,
  },
  {
    tool: 'Brevo',
    text: `CONTACT ID;EMAIL;FIRSTNAME;LASTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED
1;active.1@example.com;Ada;;;No;Yes
2;active.2@example.com;Ben;;;false;
3;unsubscribed.1@example.com;Chen;;;Yes;No
4;unsubscribed.2@example.com;Dana;;;true;
5;unsubscribed.3@example.com;Elif;;;1;`,
  },
  {
    tool: 'Brevo, an older one',
    text: `EMAIL;FIRSTNAME;EMAIL_BLACKLIST;SMS_BLACKLIST
active@example.com;Ada;0;1
unsubscribed@example.com;Ben;1;0`,
  },
  {
    tool: 'Substack',
    text: `email,active_subscription,expiry,plan,email_disabled,created_at
active@example.com,false,,other,false,2024-01-01T00:00:00.000Z
unsubscribed@example.com,true,,other,true,2024-01-01T00:00:00.000Z`,
  },
  {
    tool: 'Substack’s dashboard',
    text: `Email,Name,Subscription,Emails disabled
active.1@example.com,Ada,Free,FALSE
active.2@example.com,Ben,Yearly,FALSE
active.3@example.com,Chen,Comp,
unsubscribed@example.com,Dana,Monthly,TRUE`,
  },
  {
    tool: 'Mailchimp: subscribed',
    name: 'subscribed_members_export_3f2a.csv',
    text: `Email Address,First Name,OPTIN_TIME,MEMBER_RATING
active@example.com,Ada,2024-01-01 00:00:00,2`,
  },
  {
    tool: 'Mailchimp: unsubscribed',
    name: 'exports/unsubscribed_members_export_3f2a (1).csv',
    text: `Email Address,First Name
unsubscribed@example.com,Ada`,
  },
  {
    tool: 'Mailchimp: cleaned',
    name: 'C:\\exports\\cleaned_email_audience_export_3f2a.csv',
    text: `Email Address,First Name
suppressed@example.com,Ada`,
  },
  {
    tool: 'Mailchimp: nonsubscribed, one of whom bounced',
    name: 'nonsubscribed_members_export_3f2a.csv',
    text: `Email Address,CLEAN_TIME
unsubscribed@example.com,
suppressed@example.com,2024-01-01 00:00:00`,
  },
  {
    tool: 'beehiiv',
    text: `email,status,subscription_tier
active@example.com,active,free
unsubscribed.1@example.com,inactive,free
unsubscribed.2@example.com,paused,free
pending.1@example.com,pending,free
pending.2@example.com,validating,free
pending.3@example.com,needs_attention,free
pending.4@example.com,Needs approval,premium
suppressed@example.com,invalid,free`,
  },
  {
    tool: 'MailerLite',
    text: `Email,Name,Status,Subscribed,Unsubscribed
active@example.com,Ada,Active,2024-01-01 10:00:00,
unsubscribed@example.com,Ben,Unsubscribed,2024-01-01 10:00:00,2024-02-01 10:00:00
pending@example.com,Chen,Unconfirmed,,
suppressed.1@example.com,Dana,Bounced,,
suppressed.2@example.com,Elif,Junk,,`,
  },
  {
    tool: 'AWeber',
    text: `Email,Name,Status,Stop Time
active@example.com,Ada,Subscribed,0000-00-00 00:00:00
unsubscribed.1@example.com,Ben,Unsubscribed,2024-02-01 10:00:00
unsubscribed.2@example.com,Chen,,2024-02-01 10:00:00`,
  },
  {
    tool: 'Campaign Monitor',
    text: `EmailAddress,Name,State
active@example.com,Ada,Active
unsubscribed.1@example.com,Ben,Unsubscribed
unsubscribed.2@example.com,Chen,Deleted
pending@example.com,Dana,Unconfirmed
suppressed@example.com,Elif,Bounced`,
  },
  {
    tool: 'SendGrid: bounces',
    name: 'suppression_bounces.csv',
    text: `status,reason,email,created
5.1.1,550 no such user,suppressed.1@example.com,1700000000
4.4.2,timed out,suppressed.2@example.com,1700000000
,,suppressed.3@example.com,1700000000`,
  },
  {
    tool: 'SendGrid: blocks',
    name: 'suppression_blocks.csv',
    text: `status,reason,email,created
4.7.1,421 try later,unsubscribed@example.com,1700000000`,
  },
  {
    tool: 'SendGrid: unsubscribes',
    name: 'suppression_global_unsubscribes.csv',
    text: `email,created
unsubscribed@example.com,1700000000`,
  },
  {
    tool: 'Resend',
    text: `id,email,first_name,last_name,unsubscribed,created_at
1,active@example.com,Ada,,false,2023-10-06 22:59:55.977+00
2,unsubscribed@example.com,Ben,,true,2023-10-06 22:59:55.977+00`,
  },
  {
    tool: 'Ghost',
    text: `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
1,active@example.com,Ada,,true,false,,2024-01-01T09:30:00.000Z,,,
2,unsubscribed.1@example.com,Ben,,false,true,,2024-01-01T09:30:00.000Z,,,
3,unsubscribed.2@example.com,Chen,,true,false,,2024-01-01T09:30:00.000Z,2024-02-01T09:30:00.000Z,,`,
  },
  {
    tool: 'listmonk',
    text: `uuid,email,name,attributes,status,subscription_status
1,active@example.com,Ada,{},enabled,confirmed
2,pending@example.com,Ben,{},enabled,unconfirmed
3,unsubscribed.1@example.com,Chen,{},enabled,unsubscribed
4,unsubscribed.2@example.com,Dana,{},disabled,confirmed
5,suppressed@example.com,Elif,{},blocklisted,confirmed`,
  },
];

describe('An export', () => {
  it.each(exports)('of $tool brings each reader as it has them', async ({ text, name }) => {
    const { report, statuses } = await imported(text, name);
    expect(report.problems).toEqual([]);
    expect(Object.keys(statuses)).toHaveLength(text.trim().split('\n').length - 1);
    for (const [reader, status] of Object.entries(statuses)) {
      expect(`${reader}: ${status}`).toBe(`${reader}: ${reader.split('.')[0]}`);
    }
    expect(report.notes.filter((note) => note.startsWith('Was not read'))).toEqual([]);
  });

  it('whose file name tells the status has that said in the report', async () => {
    const { report } = await imported(
      'email\na@example.com\n',
      'unsubscribed_members_export_1.csv',
    );
    expect(report.notes).toEqual([
      'By the file’s name, its readers are unsubscribed: so is everybody in it of whom the row says nothing stronger.',
    ]);
    for (const name of ['subscribed_members_export_1.csv', 'unsubscribed.csv', 'x/list.csv']) {
      expect((await imported('email\na@example.com\n', name)).report).toMatchObject({
        added: 1,
        notes: [],
      });
    }
    const folder = 'cleaned_members_export_1/subscribed_members_export_1.csv';
    expect((await imported('email\na@example.com\n', folder)).report.added).toBe(1);
  });

  it('may call a region a state, which says nothing of the reader', async () => {
    const text = 'email,state,type\na@example.com,CA,lead\nb@example.com,New York,lead\n';
    const { report } = await imported(text);
    expect(report).toMatchObject({ added: 2, invalid: 0 });
    expect(report.notes).toEqual([
      'Was not read, or not all of it: “state”, “type”. Check that nobody in it has left.',
    ]);
  });

  it('has its columns named that sound like a status, hold something, and were not read', async () => {
    const text = [
      'email,Mailing status,optin_time,Newsletter suppressed,Bounce type,City',
      'a@example.com,x,2024-01-01,,,Vienna',
      'b@example.com,,2024-01-01,,soft,Graz',
    ].join('\n');
    const { report } = await imported(text);
    expect(report.notes).toEqual([
      'Was not read, or not all of it: “Mailing status”, “Bounce type”. Check that nobody in it has left.',
    ]);
  });

  it('has the word named that is no known status, unless it may be an address', async () => {
    const long = 'x'.repeat(100);
    const text = [
      'email,status,active status of somebody@example.com',
      'a@example.com,sleepy\u001b[31m,1',
      'b@example.com,c@example.com,1',
      `d@example.com,${long},1`,
    ].join('\n');
    const { report } = await imported(text);
    expect(report.problems.map(({ problem }) => problem)).toEqual([
      'The status “sleepy [31m” is none that is known; expected one like “active”.',
      'The status is none that is known; expected one like “active”.',
      `The status “${'x'.repeat(30)}” is none that is known; expected one like “active”.`,
    ]);
    expect(report.notes).toEqual([
      'Was not read, or not all of it: “column 3”. Check that nobody in it has left.',
    ]);
  });

  it('of bounces is one under any name, but for those that may pass', async () => {
    const text = 'email,status\na@example.com,5.1.1\nb@example.com,4.4.2\n';
    const { report, statuses } = await imported(text);
    expect(statuses).toEqual({ a: 'suppressed' });
    expect(report.invalid).toBe(1);
  });

  it('may say “paused” of what somebody pays, not of who reads', async () => {
    const text = 'email,type,state\na@example.com,paused,\nb@example.com,,paused\n';
    expect((await imported(text)).statuses).toEqual({ a: 'active', b: 'unsubscribed' });
  });

  it('says more by the strongest of its columns than by the first', async () => {
    const text = [
      'email,status,status,subscribed,unsubscribed',
      'unsubscribed.1@example.com,active,unsubscribed,yes,',
      'unsubscribed.2@example.com,active,,Unsubscribed,',
      'unsubscribed.3@example.com,pending,,no,',
      'suppressed@example.com,bounced,active,yes,yes',
      'active@example.com,active,,2024-01-01 00:00:00,n/a',
    ].join('\n');
    const { statuses } = await imported(text);
    expect(Object.keys(statuses)).toHaveLength(5);
    for (const [reader, status] of Object.entries(statuses)) {
      expect(reader.split('.')[0]).toBe(status);
    }
  });
});
