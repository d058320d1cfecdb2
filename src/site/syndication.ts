import { Feed } from 'feed';
import { Hono } from 'hono';
import { titleOf } from '../content/page.js';
import { panelShip } from '../content/tool.js';
import type { SideBySide } from '../editions/side-by-side.js';
import { paths, personalPaths } from '../letters/links.js';
import type { Catalogue } from './catalogue.js';
import type { SiteParts } from './parts.js';

/** The newest comparisons in a feed. */
const feedLength = 30;

/** What programs read: feeds of the comparisons, the site map, the robots file. */
export function syndication({ frame, catalogue }: Pick<SiteParts, 'frame' | 'catalogue'>): Hono {
  const { publication, publicUrl } = frame.masthead;
  const routes = new Hono();

  routes.get('/feed.xml', async (context) =>
    context.body(withPlainAttributes(feedOf(await catalogue(), escaped).atom1()), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
    }),
  );
  routes.get('/feed.json', async (context) =>
    context.body(feedOf(await catalogue(), (text) => text).json1(), 200, {
      'content-type': 'application/feed+json; charset=utf-8',
    }),
  );
  routes.get('/sitemap.xml', async (context) => {
    const { published, editions } = await catalogue();
    const pages = [
      ...['/', '/compare', '/editions', '/subscribe'],
      ...published.map(({ slug }) => paths.comparison(slug)),
      ...editions.map(({ week }) => paths.edition(week)),
    ];
    const urls = pages.map((path) => `<url><loc>${escaped(publicUrl + path)}</loc></url>`);
    return context.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
      200,
      { 'content-type': 'application/xml; charset=utf-8' },
    );
  });
  routes.get('/robots.txt', (context) => {
    const closed = personalPaths.map((path) => `Disallow: ${path}`);
    return context.text(
      ['User-agent: *', ...closed, `Sitemap: ${publicUrl}/sitemap.xml`, ''].join('\n'),
    );
  });

  /** Atom's titles and summaries are HTML as the library writes them, JSON Feed's are plain text. */
  function feedOf({ published }: Catalogue, written: (text: string) => string): Feed {
    const items = published.slice(0, feedLength);
    const feed = new Feed({
      title: publication,
      description: 'AI tools, two at a time: ship or skip?',
      id: `${publicUrl}/`,
      link: `${publicUrl}/`,
      language: 'en',
      updated: new Date(items[0]?.comparison.publishedAt ?? 0),
      feedLinks: { atom: `${publicUrl}/feed.xml`, json: `${publicUrl}/feed.json` },
      author: { name: publication, link: `${publicUrl}/` },
      generator: publication,
    });
    for (const sides of items) {
      const link = publicUrl + paths.comparison(sides.slug);
      feed.addItem({
        title: written(titleOf(sides.left, sides.right)),
        id: link,
        link,
        date: new Date(sides.comparison.publishedAt),
        published: new Date(sides.comparison.publishedAt),
        description: written(summaryOf(sides)),
        content: [sides.left, sides.right]
          .map(
            ({ name, reviews, description }) =>
              `<h2><bdi>${escaped(name)}</bdi>: ${panelShip(reviews)}% of the panel ship it</h2><p>${escaped(description)}</p>`,
          )
          .join(''),
        category: [...new Set([sides.left.category, sides.right.category])].map((name) => ({
          name,
          term: name,
        })),
      });
    }
    return feed;
  }

  return routes;
}

function summaryOf({ left, right }: SideBySide): string {
  return `${left.name}: ${left.tagline}. ${right.name}: ${right.tagline}.`;
}

/** The library leaves `<` in an attribute, such as a category, as it stands: XML does not allow that. */
function withPlainAttributes(xml: string): string {
  return xml.replace(/(?<= (?:label|term)=")[^"]*/g, (name) => name.replaceAll('<', '&lt;'));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
