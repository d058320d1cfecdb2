import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { subjectFor } from '../../src/editions/subject.js';
import { sizeOf } from '../../src/letters/fit.js';
import { editionFor, renderLetter, variantId, variantOf } from '../../src/letters/render.js';
import { sizeBudget } from '../../src/letters/size-budget.js';
import { slot } from '../../src/letters/slots.js';
import { disagreementOf, editionOf, masthead, matchupOf } from '../support/letters.js';

const design = matchupOf({ id: 'design', category: 'Design' });
const data = matchupOf({ id: 'data', category: 'Data' });
const code = matchupOf({ id: 'code', category: 'Developer Tools' });
const mixed = editionOf({ matchups: [design, code], moreOnTheWeb: [data] });

test('the digest does not wait for MJML to load', () => {
  // In a process of its own, in which whoever loads MJML fails.
  const script = `
    import { register } from 'node:module';
    const hooks = \`export async function load(url, context, next) {
      if (url.endsWith('/parts/mjml.js')) throw new Error('MJML is loaded');
      return next(url, context);
    }\`;
    register('data:text/javascript,' + encodeURIComponent(hooks));
    const { renderLetter } = await import(process.cwd() + '/dist/src/letters/render.js');
    const [edition, masthead] = JSON.parse(process.argv[1]);
    const said = [];
    for (const format of ['digest', 'brief']) {
      const rendered = renderLetter(edition, { format, topics: null }, masthead);
      said.push(await rendered.then(() => 'rendered', ({ message }) => message));
    }
    console.log(JSON.stringify(said));`;
  expect(saidBy(script)).toEqual(['rendered', 'MJML is loaded']);
});

test('after a letter no promise of the process is watched', () => {
  // Where they are, Node numbers what follows each of them.
  const script = `
    import { executionAsyncId } from 'node:async_hooks';
    const { renderLetter } = await import(process.cwd() + '/dist/src/letters/render.js');
    const [edition, masthead] = JSON.parse(process.argv[1]);
    const watched = () => new Promise(setImmediate).then(() => executionAsyncId() > 0);
    const said = [];
    for (const format of ['digest', 'brief']) {
      await renderLetter(edition, { format, topics: null }, masthead);
      said.push(await watched());
    }
    console.log(JSON.stringify(said));`;
  expect(saidBy(script)).toEqual([false, false]);
});

describe.each(['digest', 'brief'] as const)('the %s', (format) => {
  const render = (edition = editionOf()) =>
    renderLetter(edition, { format, topics: null }, masthead);

  test('is the same bytes for the same edition', async () => {
    expect(await render()).toEqual(await render());
  });

  test('is one document with a language, one title and one h1', async () => {
    const { html, subject } = await render();
    expect(html).toMatch(/^<!DOCTYPE html><html [^>]*lang="en"/);
    expect(html).toMatch(/<html [^>]*dir="ltr"/);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html.match(/<head>/g)).toHaveLength(1);
  });

  test('needs no image, no font and no script', async () => {
    const { html } = await render();
    expect(html).not.toMatch(/<img|<script|@font-face|@import|<link|fonts\.g/);
  });

  test('has no mark of React in it, and no line break but in what Outlook reads', async () => {
    const { html } = await render();
    expect(html).not.toMatch(/<!--(?:\s*|\/?\$.?|html|head|body)-->/);
    expect(html.replaceAll(/<!--\[if[\s\S]*?<!\[endif\]-->/g, '')).not.toContain('\n');
  });

  test('shows the preheader first, and blanks behind it', async () => {
    const { html } = await render();
    const body = html.slice(html.indexOf('<body'));
    const shown = body
      .replaceAll(/<!--[\s\S]*?-->/g, '')
      .replaceAll(/<[^>]*>/g, '')
      .trim();
    expect(shown.startsWith(editionOf().preheader)).toBe(true);
    expect(shown.slice(editionOf().preheader.length)).toMatch(/^(?:\u00a0\u200c){40}/);
  });

  test('says what stands only on the web', async () => {
    const { html } = await render(mixed);
    expect(html).toContain('More on the web');
    expect(html).toContain('2 comparisons, 1 more on the web');
    expect(html).toContain('/compare/data-0-vs-data-1');
    expect((await render()).html).not.toContain('on the web</h2>');
  });

  test('escapes what content holds', async () => {
    const name = `<b>"A" & 'B'</b>`;
    const { html } = await render(
      editionOf({ matchups: [matchupOf({ id: 'x', tool: { name } })] }),
    );
    expect(html).not.toContain('<b>"A"');
    expect(html).toContain('&lt;b&gt;&quot;A&quot; &amp; &#x27;B&#x27;&lt;/b&gt;');
  });

  test('is refused when something forges a slot', async () => {
    const forged = { ...masthead, publication: slot('address') };
    await expect(renderLetter(editionOf(), { format, topics: null }, forged)).rejects.toThrow(
      "characters that mark a letter's slots",
    );
  });
});

describe('an edition for some topics', () => {
  test('keeps the disagreements of these topics alone', () => {
    const ofData = disagreementOf({ category: 'Data' });
    const disagreements = [disagreementOf({ category: 'Design' }), ofData];
    const edition = editionOf({ matchups: [design, code], moreOnTheWeb: [data], disagreements });
    expect(editionFor(edition, ['Data'])?.disagreements).toEqual([ofData]);
    expect(editionFor(edition, ['Developer Tools'])).not.toHaveProperty('disagreements');
  });

  test('keeps the matchups of these topics, those from the web too', () => {
    expect(editionFor(mixed, ['Design', 'Data'])).toMatchObject({
      matchups: [design, data],
      moreOnTheWeb: [],
      subject: mixed.subject,
      intro: mixed.intro,
    });
  });

  test('has another subject and preheader when its lead is another', () => {
    const edition = editionFor(mixed, ['Data']);
    expect(edition?.subject).toBe(subjectFor([data]));
    expect(edition?.preheader).not.toBe(mixed.preheader);
    expect(edition?.hash).not.toBe(mixed.hash);
  });

  test('is the edition itself when nothing is left out, and nothing when all is', () => {
    expect(editionFor(mixed, null)).toBe(mixed);
    expect(editionFor(mixed, ['Data', 'Design', 'Developer Tools'])).toBe(mixed);
    expect(editionFor(mixed, ['Gardening'])).toBeUndefined();
  });

  test('counts a tool of either side', () => {
    const across = {
      ...code,
      tools: [
        ...code.tools.slice(0, 1),
        ...matchupOf({ id: 'code', category: 'Design' }).tools.slice(1),
      ],
    };
    const edition = editionOf({ matchups: [data, across] });
    expect(editionFor(edition, ['Design'])?.matchups).toEqual([across]);
  });

  test('renders within the budget, with what does not fit on the web', async () => {
    const many = editionOf({
      matchups: [
        data,
        ...Array.from({ length: 20 }, (_, index) =>
          matchupOf({ id: `d${index}`, category: 'Design' }),
        ),
      ],
    });
    const { html } = await renderLetter(many, { format: 'digest', topics: ['Design'] }, masthead);
    expect(sizeOf(html)).toBeLessThanOrEqual(sizeBudget);
    expect(html).toContain('More on the web');
    expect(html).not.toContain('data-0');
  });

  test('is refused when there is nothing of them', async () => {
    await expect(
      renderLetter(mixed, { format: 'brief', topics: ['Gardening'] }, masthead),
    ).rejects.toThrow('no matchup in Gardening');
  });
});

describe('the variant that preferences ask for', () => {
  test.each([
    [[], null],
    [['Design'], ['Design']],
    [
      ['developer tools ', 'DATA'],
      ['Data', 'Developer Tools'],
    ],
    [['Data', 'Design', 'Developer Tools', 'Gardening'], null],
  ])('%j stands for %j', (topics, expected) => {
    expect(variantOf({ format: 'digest', topics }, mixed)).toEqual({
      format: 'digest',
      topics: expected,
    });
  });

  test('is one for a category that the content writes in two ways, and has the matchups of both', () => {
    const shouted = matchupOf({ id: 'shouted', category: 'DESIGN' });
    const edition = editionOf({ matchups: [design, shouted, data] });
    const variant = variantOf({ format: 'digest', topics: ['design'] }, edition);
    expect(variant).toEqual({ format: 'digest', topics: ['Design'] });
    expect(editionFor(edition, ['Design'])?.matchups).toEqual([design, shouted]);
  });

  test('is none when the edition has nothing of the topics', () => {
    expect(variantOf({ format: 'digest', topics: ['Gardening'] }, mixed)).toBeUndefined();
  });

  test('has a name fit for a file, the same for the same topics and another for others', () => {
    const topics = [
      null,
      ['Design'],
      ['C'],
      ['C++'],
      ['C#'],
      ['Design', 'C'],
      ['Design C'],
      ['開発'],
      ['設計'],
      ['x'.repeat(200)],
    ];
    const ids = (['digest', 'brief'] as const).flatMap((format) =>
      topics.map((some) => variantId({ format, topics: some })),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{5,100}$/);
    expect(variantId({ format: 'digest', topics: ['Developer Tools'] })).toBe(
      'digest-developer-tools',
    );
  });
});

/** The JSON that a script in a process of its own prints. It is given an edition and a masthead. */
function saidBy(script: string): unknown {
  const given = JSON.stringify([editionOf(), masthead]);
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script, given]);
  return JSON.parse(said.toString());
}
