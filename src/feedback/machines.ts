import { BlockList, isIP } from 'node:net';

/** What fetched an image or a link, as far as its name and network tell. */
export type Agent = 'machine' | 'unknown';

/**
 * Programs that follow links and load images on their own: security scanners of mail gateways, link
 * previews, HTTP libraries, headless browsers.
 */
const programs = new RegExp(
  [
    'barracuda|proofpoint|mimecast|ironport|ciscosecureemail|fortinet|fortimail|sophos|trendmicro|tmes|symantec',
    'messagelabs|forcepoint|trustwave|sandbox|scanner|virus|urldefense|safelinks|checkpoint|zscaler|bitdefender',
    'bot\\b|crawl|spider|preview|monitor|headless|phantomjs|puppeteer|playwright|selenium|lighthouse',
    'python|aiohttp|curl|wget|okhttp|java/|apache-httpclient|jetty|go-http-client|libwww|node-fetch|axios|undici|guzzle|ruby|perl',
    'facebookexternal|slack|whatsapp|telegram|skypeuripreview|microsoft office existence discovery',
  ].join('|'),
  'i',
);

/** What Gmail loads images with before anybody opens a letter. Once opened, it says GoogleImageProxy. */
const gmailPrefetch = /Chrome\/42\.0\.2311\.135 Safari\/537\.36 Edge\/12\.246 Mozilla\/5\.0$/;

/** Apple's Mail Privacy Protection loads every image of every letter, and calls itself only this. */
const applePrivacyProxy = /^Mozilla\/5\.0$/;

/** Networks that scan or fetch on readers' behalf, as their owners publish them. */
const networks = new BlockList();
// Apple.
networks.addSubnet('17.0.0.0', 8);
// Barracuda Email Gateway Defense.
networks.addSubnet('64.235.144.0', 20);
networks.addSubnet('209.222.80.0', 21);
// Proofpoint.
networks.addSubnet('67.231.144.0', 20);
networks.addSubnet('148.163.128.0', 19);
// Mimecast.
networks.addSubnet('205.139.110.0', 23);
networks.addSubnet('207.211.30.0', 24);

/** Tells known machines by their user agent and IP address, either of which may be unknown. */
export function agentOf(userAgent: string | undefined, ip: string | undefined): Agent {
  const name = userAgent?.trim();
  if (name && (applePrivacyProxy.test(name) || gmailPrefetch.test(name) || programs.test(name))) {
    return 'machine';
  }
  const family = isIP(ip ?? '');
  if (ip && family === 4 && networks.check(ip)) return 'machine';
  return 'unknown';
}

/** One click on one link, times in ms since 1970. */
export interface Click {
  reader: number;
  link: number;
  at: number;
  /** A known machine made it. */
  machine: boolean;
}

/** A click so soon after delivery, or before it, is a scanner's: it looks before the mailbox has the letter. */
export const scanMs = 5000;

/** So many links of a letter at once, or all that it has, is nobody reading. */
export const burst = { links: 5, ms: 10_000 };

/**
 * Which clicks are likely a machine's, in the order given: by who made them, by how soon after delivery
 * they came, and by how many different links the reader clicked within seconds.
 */
export function likelyMachines(
  clicks: readonly Click[],
  {
    deliveredAt,
    linksOfLetter = burst.links,
  }: {
    /** When a reader's letter was delivered; undefined where that is not known. */
    deliveredAt(reader: number): number | undefined;
    /** How many links the letter has, if it has fewer than a burst. */
    linksOfLetter?: number | undefined;
  },
): boolean[] {
  const machines = clicks.map(({ reader, at, machine }) => {
    const delivered = deliveredAt(reader);
    return machine || (delivered !== undefined && at <= delivered + scanMs);
  });
  const many = Math.max(2, Math.min(burst.links, linksOfLetter));
  for (const own of clicksByReader(clicks)) {
    let first = 0;
    for (const [last, index] of own.entries()) {
      while (timeOf(clicks, index) - timeOf(clicks, own[first]) > burst.ms) first += 1;
      const together = own.slice(first, last + 1);
      const links = new Set(together.map((each) => clicks[each]?.link));
      if (links.size >= many) for (const each of together) machines[each] = true;
    }
  }
  return machines;
}

/** The places of each reader's clicks, in order of time. */
function clicksByReader(clicks: readonly Click[]): number[][] {
  const readers = new Map<number, number[]>();
  for (const [index, { reader }] of clicks.entries()) {
    const own = readers.get(reader);
    if (own) own.push(index);
    else readers.set(reader, [index]);
  }
  return [...readers.values()].map((own) =>
    own.sort((a, b) => timeOf(clicks, a) - timeOf(clicks, b)),
  );
}

function timeOf(clicks: readonly Click[], index: number | undefined): number {
  return clicks[index ?? -1]?.at ?? 0;
}
