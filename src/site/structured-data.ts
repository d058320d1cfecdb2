import { titleOf } from '../content/page.js';
import type { Panel } from '../content/panel.js';
import { panelShip } from '../content/tool.js';
import type { NamedTool, SideBySide } from '../editions/side-by-side.js';
import type { Masthead } from '../letters/letter.js';
import { paths } from '../letters/links.js';

/** A comparison's reviews in the words of schema.org (JSON-LD). A ship is rated 1, a skip 0. */
export function reviewData(
  { slug, left, right, comparison }: SideBySide,
  panel: Panel,
  { publication, publicUrl }: Masthead,
): unknown {
  const publisher = { '@type': 'Organization', name: publication, url: publicUrl };
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: titleOf(left, right),
    url: publicUrl + paths.comparison(slug),
    datePublished: comparison.publishedAt,
    author: publisher,
    publisher,
    about: [left, right].map((tool) => toolData(tool, panel, publisher)),
  };
}

function toolData(tool: NamedTool, panel: Panel, publisher: unknown): unknown {
  return {
    '@type': 'SoftwareApplication',
    name: tool.name,
    description: tool.description,
    applicationCategory: tool.category,
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: panelShip(tool.reviews),
      bestRating: 100,
      worstRating: 0,
      ratingCount: tool.reviews.length,
    },
    review: tool.reviews.map(({ lens, verdict, quote }) => ({
      '@type': 'Review',
      author: {
        '@type': 'Person',
        name: panel.find((member) => member.lens === lens)?.label ?? lens,
      },
      publisher,
      reviewBody: quote,
      reviewRating: {
        '@type': 'Rating',
        ratingValue: verdict === 'ship' ? 1 : 0,
        bestRating: 1,
        worstRating: 0,
      },
    })),
  };
}
