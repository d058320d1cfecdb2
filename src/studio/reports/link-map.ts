import { load } from 'cheerio/slim';
import { impersonalLink } from '../../feedback/link.js';
import type { Clicks } from '../../feedback/mailing-events.js';
import { number, share } from './figures.js';

/** How hot a link can be: 0 was not clicked, 4 as often as the hottest. */
const hottest = 4;

/**
 * A letter with the clicks on it: each link has a badge with how often people clicked it and what share of all
 * clicks that is, and is the hotter the more of them it has. A link that stands in several places has its
 * clicks at each, because the place is not known. The layout of the letter stays as it is.
 */
export function linkMap(html: string, { human, links }: Clicks): string {
  const clicks = new Map(links.map((each) => [each.link, each.human.times]));
  const most = Math.max(0, ...clicks.values());
  const $ = load(html);
  for (const anchor of $('a[href]')) {
    const href = $(anchor).attr('href') ?? '';
    if (!/^https?:/i.test(href)) continue;
    const times = clicks.get(impersonalLink(href)) ?? 0;
    const heat = times === 0 ? 0 : Math.max(1, Math.ceil((hottest * times) / most));
    $(anchor).addClass(`link-map link-map-${heat}`);
    if (times === 0) continue;
    const badge = $('<span class="link-map-badge"></span>');
    $(anchor).append(badge.text(`${number(times)} · ${share(times, human.times)}`));
  }
  $('head').append(`<style>${styles}</style>`);
  return $.html();
}

/** Badges are out of the flow, and heat is an outline: neither takes room. */
const styles = [
  '.link-map{position:relative!important;outline-offset:1px}',
  '.link-map-0{outline:1px dashed #8a8a8a!important}',
  '.link-map-1{outline:2px solid #f2c14e!important}',
  '.link-map-2{outline:2px solid #ee964b!important}',
  '.link-map-3{outline:3px solid #e4572e!important}',
  '.link-map-4{outline:3px solid #c1121f!important}',
  '.link-map-badge{position:absolute!important;top:-9px;right:-10px;z-index:9;padding:0 5px!important;border-radius:7px;',
  'background:#7a0c14!important;color:#fff!important;font:700 10px/14px system-ui,sans-serif!important;letter-spacing:0;',
  'white-space:nowrap;text-decoration:none!important;text-transform:none;pointer-events:none}',
].join('');
