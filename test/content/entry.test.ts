import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryKind } from '../../src/content/entry.js';

test.each([
  ...['Free', 'free', 'FREE', 'Freemium', 'Free tier', 'Free plan, Pro $20/mo', '$0', '$0/mo'],
  ...['Free + $20/mo', 'Free tier, then $0.01 per call', 'From $0', '0 €', '€0,00', '$0 – $49/mo'],
  ...['Paid (free tier available)', 'Free tier and a free trial of Pro', 'Free, open source'],
  ...['Free to start', 'Free for everyone', 'Free to use', 'Free (beta)', 'Free up to 1,000 calls'],
  ...['2,000 completions free a month', '10 free images daily', '300 minutes free/mo, Pro $20'],
  ...['¥1,800 a month, 2,000 words a week free', '100 searches a day free, Pro $20'],
  ...['Free · no credit card required', '$20/mo or free', '$20/mo, free forever on one device'],
  ...[
    '€9 Pro, free Community Edition',
    'Free app; $9.99 unlocks all',
    '14-day trial; free\u00a0plan',
  ],
  ...['$20/mo, 10 free images daily', '$12 (free below 1,000 rows)', '$20/mo; free limited plan'],
  ...['Free; Pro $20/mo (two months free yearly)', 'Free plan, community support', '¥0 起'],
  ...['Hobby: free; Team $49/mo', '100% free', 'Completely free, no ads', 'Free Software (GPLv3)'],
  ...['Free for up to 3 users', 'Free up to 3 users', 'Free (2 sheets), Plus $8', 'Free (MIT)'],
  ...['Free (watermarked), then $18/mo', 'Was $15/mo, now free', '$0 to $49', 'Free, no waitlist'],
  ...['Free, no account required', 'Free plan: 3 boards'],
])('%s is free to start', (entry) => expect(entryKind(entry)).toBe('free'));

test.each([
  ...['Paid', 'paid only', '$20', '$20/mo', 'From $20/mo', '$0.50/M tokens', '$.50', '20 €/Monat'],
  ...[
    '£15',
    'USD 20',
    '20 USD per seat',
    '€9,99',
    'Free trial, then $20/mo',
    '$20/mo (free trial)',
  ],
  ...['14-day free trial, $10/mo', '7 days free, then $10', 'Paid, no free tier', 'Pay as you go'],
  ...['First month free, then $12', 'Free for 14 days, then $9', 'Subscription', 'Not free: $5'],
  ...['$12 after a 14-day trial', '$29/mo after 3 months at $9'],
  ...['99 zł', 'kr 99/mo', '₺150', '₪49/mo', '₫249.000', 'R$ 49', 'SGD 20', 'Rs 999/mo'],
  ...['$240/yr (two months free)', 'Free week, then $8', 'Free first month, $12 after'],
  ...['$99 once, free updates', 'Free demo, $49/mo', '$49/mo with free email support'],
  ...[
    '$20/mo (free until Nov 2027)',
    'Free until 31 December, then €9',
    '$0 for 3 months, then $20',
  ],
  ...[
    '€0 during beta, then €10',
    '1 000 ₽/мес',
    '10 000 kr/mån',
    '1\u202f000 €/an',
    "1'000 CHF/Jahr",
  ],
  ...[
    '14-day free\u00a0trial, $10/mo',
    'Paid, no\u00a0free tier',
    '7\u202fdays\u202ffree, then $10',
  ],
  ...['14-day free\u2011trial, $10/mo', 'Ad\u2011free, $5/mo', '\uff0420/mo'],
  ...['Free quota ended; $0.002/call', 'Free plan sunset in 2025; $9/mo'],
  ...['Was free, now $9/mo', 'Formerly free; $5/mo', 'Free tier was discontinued, $12/mo'],
  ...['Freemium withdrawn in March; now $12/mo', 'Formerly freemium, now $12/mo'],
  ...['Free plan ends 1 March; then $8', 'Free 14 days then $60/year', 'Free during the beta, $10'],
  ...['$0 setup, $49/mo', 'Pay-as-you-go at $2, $0 minimum', '$0 platform fee + $0.30 per order'],
  ...['Was $0, now $12', 'Formerly $0/mo; now $5', '$0 first month, then $10', 'Free → $15/mo'],
  ...[
    '$0 today, $20 next month',
    'Free tier coming soon; $9/mo',
    '$9/mo (was $15/mo)',
    '$5, no ads',
  ],
])('%s is paid', (entry) => expect(entryKind(entry)).toBe('paid'));

test.each([
  ...['Free for 25 meetings, then $14/seat', 'Free for 5 users, then $8/seat'],
  ...[
    'Free trial',
    'Free 14-day trial',
    '30 days free',
    'Contact sales',
    'Waitlist',
    'Invite only',
  ],
  ...['Open source · cloud from €19', 'Open-source, $99/mo hosted', 'Self-host or $99/mo'],
  ...['$18/user/mo after 25 meetings', '$0.01 after the first 1,000 calls'],
  ...[
    'Apache 2.0; cloud from $99/mo',
    'MIT, $20/mo hosted',
    'AGPLv3 · €50',
    'Open weights; API $1',
  ],
  ...['From £49 a month; students free', 'Students: free, others $9', 'Weights free, API paid'],
  ...[
    'Buy one seat, get one free: $40',
    '$0.12/hour, suspended free',
    'Self-hosted free, cloud $20',
  ],
  ...[
    'Almost free ($1/yr)',
    'Anything but free: $300',
    'They dropped the free tier. $15/mo',
    'Free*',
  ],
  ...[
    'Free API key required',
    'Free gift with every $20 plan',
    'Free inference on CPU; GPU $0.60/h',
  ],
  ...[
    'Pilot free of charge for 90 days',
    'Free during public beta',
    'Free-ish',
    'TBA (free today)',
  ],
  ...[
    'Pay what you want (suggested $5)',
    'Gratis, Pro 9 €/mes',
    'Kostenlos, Pro ab 9 €',
    '免费，Pro ¥68',
  ],
  ...['$5/mo, 100 searches free', '25 free generations, then $10', '1M tokens free; $0.50/M after'],
  ...['$20/mo, unlimited free viewers', '$30/seat, free guests', '$20/mo with free API access'],
  ...['$25/mo, free cancellation', '$20/mo + $5 free usage', '$199 device, free app'],
  ...['Free at launch, $9 later', 'Source-available; $99/mo cloud', 'Free\u00a0for students'],
  ...['Free trial, no credit card required'],
  ...['Free for students', 'Free for personal use, $10/mo for teams', 'Free with ChatGPT Plus'],
  ...[
    '$5 free credit',
    'Free credits',
    'Try free',
    'Free to try',
    'Try it for free',
    'Free while in beta',
    'Open source',
    'Ad-free',
    'Enterprise',
    'No free plan',
    '—',
  ],
  ...['Free (students)', 'Free (with data sharing)', 'Free (30 days)', 'Free tier (US only)'],
  ...[
    'Free tier for students',
    '$0 (students)',
    '$0 with code LAUNCH',
    'Free plan for old customers',
  ],
  ...['Free up to 30 days', 'Free until we run out of money', 'Free tier until May', 'Free†'],
  ...['Free, bring your own key', 'Free, waitlist', 'Free but invite-only', 'Free plan paused'],
  ...['Free app, $9/mo subscription required', 'Not freemium', 'Name your price, from $0'],
  ...['Ads or $3', '$3 or watch ads', 'Price withdrawn (was $15/mo)', 'Discontinued (was $15/mo)'],
])('%s is neither for certain', (entry) => expect(entryKind(entry)).toBe('unknown'));

test('a price above nothing is never free, a price of nothing never paid', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.constantFrom('$', '€', '£'),
      (price, sign) => {
        expect(entryKind(`${sign}${price}/mo`)).toBe('paid');
        expect(entryKind(`${sign}${price / 100}/call`)).toBe('paid');
        expect(entryKind(`From ${sign}0`)).toBe('free');
      },
    ),
  );
});

test('any text has an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['free', 'paid', 'unknown']).toContain(entryKind(text));
    }),
  );
});
