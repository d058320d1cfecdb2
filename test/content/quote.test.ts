import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeIn } from '../../src/content/intake.js';
import { quotesFor } from '../../src/content/quote.js';
import { sentencesOf } from '../../src/content/sentences.js';
import type { Review, Tool } from '../../src/content/tool.js';
import { emptyLibrary, realPage, realPages } from '../support/pages.js';

function toolsOf(slug: string): (Tool & { slug: string })[] {
  const options = { source: slug, publishedAt: '2026-11-16T08:00:00Z', skips: [] };
  const intake = takeIn(emptyLibrary, realPage(slug), options);
  if (intake.kind === 'refused') throw new Error(JSON.stringify(intake.problems));
  return [intake.left, intake.right].map(({ slug, tool }) => ({ slug, ...tool }));
}

function review(lens: string, verdict: 'ship' | 'skip', quote: string): Review {
  return { lens, verdict, quote };
}

/** What is quoted of a tool that has this review alone. */
function judgement(quote: string, verdict: 'ship' | 'skip', pull?: string): string | undefined {
  const only = { ...review('builder', verdict, quote), ...(pull !== undefined && { pull }) };
  const quotes = quotesFor([{ slug: 'alpha', reviews: [only] }]);
  return (verdict === 'ship' ? quotes.for : quotes.against)?.text;
}

describe('what a bare "Ship." concludes', () => {
  const first = 'It draws a chart in a second. Ship.';
  const quoted = (quote: string) =>
    quotesFor([
      { slug: 'alpha', reviews: [review('builder', 'ship', quote)] },
      { slug: 'beta', reviews: [review('skeptic', 'ship', first)] },
    ]).for?.text;

  test.each([
    'It writes formulas. No array formulas yet. It’s a ship.',
    'Errors come in Chinese, which my team did not enjoy. Ship.',
  ])('is rather quoted of another review than where it may forgive: %s', (quote) => {
    expect(quoted(quote)).toBe(first);
  });

  test.each([
    'Its buyers sign every May. It’s a ship, and not a close one.',
    'The rules are in the decoder, not in the prompt. Ship.',
    'The north star is now a number. Ship.',
  ])('is not forgiving for a word like "not": %s', (quote) => {
    expect(quoted(quote)).toBe(quote);
  });

  test('is quoted with a review’s words where no other says more', () => {
    expect(judgement('It never phones home, day or night. Ship.', 'ship')).toBe(
      'It never phones home, day or night. Ship.',
    );
  });

  test.each([
    'Does it need an API? Yes. Does it have one? Also yes. Ship.',
    'Will teachers trust the thing? They have waited for it a year. Shipping.',
    'Not one rotation failed this summer. Not one. It’s not even close: ship.',
  ])('is told with the question or the words that it leans on: %s', (quote) => {
    expect(judgement(quote, 'ship')).toBe(quote);
  });

  test('is not the items of a list above it', () => {
    expect(
      quoted('- Files in git.\n- Explicit retries.\n- Secrets in the same file, sigh.\nNet: ship.'),
    ).toBe(first);
  });
});

describe('words of praise and of criticism', () => {
  const plain = 'Files go in and files come out in the usual way.';
  const against = (sentence: string) =>
    quotesFor([
      { slug: 'alpha', reviews: [review('builder', 'ship', `${sentence} ${plain}`)] },
      { slug: 'beta', reviews: [review('skeptic', 'ship', `${plain} Ship it.`)] },
    ]).against?.text;

  test.each([
    'There is no real downside I could find.',
    'It doesn’t have a real competitor.',
    'The catch is that there is none.',
    'What worries me is nothing at all.',
    'I found no red flags.',
    'The problem is solved, and solved well.',
    'The scenario where this breaks is one I could not construct.',
    'What kills this? Nothing I can think of.',
    'The risk here is small and they say so.',
    'My only gripe is that I did not find it sooner.',
    'It doesn’t have a sales call or a minimum.',
    'It is terrible for competitors.',
    'There is no black box here: every step is logged.',
    'It never becomes a skip, whatever they charge.',
    'It’s free, it’s not a business, and I don’t care.',
  ])('do not speak against a tool where they find nothing amiss: %s', (sentence) => {
    expect(against(sentence)).toBeUndefined();
  });

  test.each([
    'The problem is the moat.',
    'What worries me is the price.',
    'The gap is the documentation: there is none.',
    'What kills this is that I cannot think of a buyer.',
    'The problem is nothing but the price.',
    'It doesn’t have a real buyer.',
    'The catch is a minimum of ten seats.',
    'There is a red flag in the terms.',
    'The pricing is a black box.',
    'It is terrible for teams.',
  ])('speak against it where they name what is amiss: %s', (sentence) => {
    expect(against(sentence)).toBe(sentence);
  });

  test.each([
    'A real win would be offline mode.',
    'It just works until it doesn’t.',
    'The flywheel never starts.',
    'It needs a credible moat.',
    'They claim a durable advantage.',
    'It lacks any real advantage.',
    'It solves a real problem nobody pays for.',
    '“It just works,” says the site.',
    'The right architecture, two years too late.',
    'Its price compounds every month.',
    'Where is the real advantage?',
  ])('do not speak for it where they are wished for, claimed or over: %s', (sentence) => {
    expect(judgement(`${sentence} ${plain}`, 'ship')).toBe(plain);
  });

  test.each([
    'The editor just works.',
    'The moat is the data.',
    'Offline mode is a real advantage.',
  ])('speak for it where they are meant: %s', (sentence) =>
    expect(judgement(`${sentence} ${plain}`, 'ship')).toBe(sentence),
  );

  test('are not quoted as a question without its answer', () => {
    const quote = `${plain} Where would anybody look for a cheaper one today?`;
    expect(judgement(quote, 'ship')).toBe(plain);
  });
});

describe('the judgement of a review', () => {
  test.each([
    [
      'The primitive is clean. What earns the ship: it just works. Docs are thin.',
      'ship',
      'What earns the ship: it just works.',
    ],
    [
      'Ships as an artifact, skips as a business. It is free.',
      'skip',
      'Ships as an artifact, skips as a business.',
    ],
    [
      'Some context. The scenario where this breaks: video. Ships because it is open.',
      'skip',
      'The scenario where this breaks: video.',
    ],
    [
      'Some context. The problem is the moat. What would flip this to a ship: a moat.',
      'skip',
      'The problem is the moat.',
    ],
    [
      'The moat is the data flywheel. It has competitors.',
      'ship',
      'The moat is the data flywheel.',
    ],
    [
      'That said, it earns the ship. What earns the ship is the license.',
      'ship',
      'What earns the ship is the license.',
    ],
    [
      'Only this, e.g. MiniCPM 2.0, earns the ship. Nothing else.',
      'ship',
      'Only this, e.g. MiniCPM 2.0, earns the ship.',
    ],
  ] as const)('of "%s" (%s) is a sentence that speaks for it', (quote, verdict, expected) => {
    expect(judgement(quote, verdict)).toBe(expected);
  });

  test.each([
    [
      'It has 600 connectors. Two of them authenticated. Skip.',
      'skip',
      'It has 600 connectors. Two of them authenticated. Skip.',
    ],
    [
      'Replies stream word by word. That is priced for agents. Ship.',
      'ship',
      'Replies stream word by word. That is priced for agents. Ship.',
    ],
    [
      'Is the moat thin? Yes. Is the buyer real? No. Skip.',
      'skip',
      'Is the moat thin? Yes. Is the buyer real? No. Skip.',
    ],
    [
      'The demo is gorgeous and the latency is real. I still skip.',
      'skip',
      'The demo is gorgeous and the latency is real. I still skip.',
    ],
    [
      'Same binary they run. A pleasure. Ship, no notes.',
      'ship',
      'Same binary they run. A pleasure. Ship, no notes.',
    ],
    [
      'Hard pass. Nobody here would install it.',
      'skip',
      'Hard pass. Nobody here would install it.',
    ],
    [
      'The actor keeps one face through every cut. I’d still ship it today.',
      'ship',
      'The actor keeps one face through every cut. I’d still ship it today.',
    ],
    [
      'Buyers sign in May. It’s a ship, and not a close one.',
      'ship',
      'Buyers sign in May. It’s a ship, and not a close one.',
    ],
  ] as const)(
    'of "%s" (%s) is its bare verdict with what leads to it',
    (quote, verdict, expected) => {
      expect(judgement(quote, verdict)).toBe(expected);
    },
  );

  test('is not quoted where nothing leads to a bare verdict, or what does speaks against it', () => {
    expect(judgement('Ship it.', 'ship')).toBeUndefined();
    expect(judgement('Ship without a second thought.', 'ship')).toBeUndefined();
    expect(
      judgement('Exports open anywhere. My one complaint is the noise. Ship.', 'ship'),
    ).toBeUndefined();
  });

  test('without a telling sentence is the closing one that can stand alone', () => {
    expect(
      judgement('Alpha reads all of your mail. Alpha writes most of it, too. It is blue.', 'ship'),
    ).toBe('Alpha writes most of it, too.');
  });

  test('without a telling sentence passes over a closing word or two', () => {
    expect(judgement('Alpha repeats itself past chapter seven. 到此为止。 Enough!', 'skip')).toBe(
      'Alpha repeats itself past chapter seven.',
    );
  });

  test('without a telling sentence closes with a reason rather than with none', () => {
    expect(judgement("The query agent is a demo. I'd sit this one out.", 'skip')).toBe(
      'The query agent is a demo.',
    );
    expect(judgement("I'd sit this one out.", 'skip')).toBe("I'd sit this one out.");
  });

  test('is what an editor pulled', () => {
    expect(judgement('What earns the ship: speed.', 'ship', 'Speed.')).toBe('Speed.');
  });

  test('is the shortest sentence where all are too long', () => {
    const long = `What earns the ship: ${'a very '.repeat(40)}long list.`;
    const longer = `What earns the ship: ${'a very '.repeat(50)}long list.`;
    expect(judgement(`${longer} ${long}`, 'ship')).toBe(long);
  });

  test('is always a whole sentence of the review', () => {
    const sentences = [...realPages.keys()].flatMap((slug) =>
      toolsOf(slug).flatMap(({ reviews }) => reviews.flatMap(({ quote }) => sentencesOf(quote))),
    );
    const verdict = fc.constantFrom('ship' as const, 'skip' as const);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...sentences), { minLength: 1 }),
        verdict,
        (own, says) => {
          const pulled = judgement(own.join(' '), says);
          if (pulled === undefined) return;
          expect(sentencesOf(own.join(' '))).toContain(pulled);
          if (own.some(({ length }) => length <= 240))
            expect(pulled.length).toBeLessThanOrEqual(240);
        },
      ),
    );
  });
});

describe('the quotes of a matchup', () => {
  test.each([
    [
      'smolvlm2-2b-vs-mistral-medium-3-2',
      'builder on smolvlm2-2b: The specific thing that earns the ship: Apache 2.0 license plus quantized variants on day one means zero friction from experimentation to production.',
      "founder on mistral-medium-3-2: The code interpreter feature doesn't create switching costs — it's a capability you evaluate, not a workflow you embed.",
    ],
    [
      'smolvlm2-vs-mistral-medium-3',
      'skeptic on mistral-medium-3: What earns the ship: the benchmarks are specific, the pricing is public, and the OpenAI-compatible API means the switching cost for evaluating it is genuinely near zero.',
      'founder on smolvlm2: What would concern me: the expand story requires teams to graduate to Inference Endpoints or AutoTrain, and that conversion from open-source user to paying customer is notoriously leaky.',
    ],
    [
      'smolvlm2-2b-vs-mistral-large-3',
      "skeptic on mistral-large-3: I'm shipping because the European data sovereignty angle is a real differentiator for a non-trivial buyer segment, and that moat doesn't evaporate with a price cut.",
      'founder on smolvlm2-2b: Ships as a technical artifact, skips as a business foundation.',
    ],
    [
      'smolvlm2-2b-vs-mistral-code',
      "builder on mistral-code: What earns the ship is the combination of a genuinely specialized model weight and the ability to self-host or use their API — that's a real choice that Cursor and GitHub Copilot don't give you.",
      'founder on smolvlm2-2b: Ships as a technical artifact, skips as a business foundation.',
    ],
    [
      'smolvlm2-2b-2-vs-mistral-medium-3-72b-instruct',
      "builder on smolvlm2-2b: The specific decision that earns the ship: they published INT4 quantization paths that actually work rather than just releasing full-precision weights and calling it 'efficient.'",
      "founder on mistral-medium-3-72b-instruct: The problem is the moat: Mistral's commercial API is competing against the same weights it just gave away, which means any customer doing sufficient volume will self-host and stop paying.",
    ],
  ])('of %s are telling', (slug, speaksFor, speaksAgainst) => {
    const quotes = quotesFor(toolsOf(slug));
    const shown = (pull: typeof quotes.for) => pull && `${pull.lens} on ${pull.tool}: ${pull.text}`;
    expect(shown(quotes.for)).toBe(speaksFor);
    expect(shown(quotes.against)).toBe(speaksAgainst);
  });

  test('are by different lenses, and the one for is by a lens that ships', () => {
    const reviews = [
      review('builder', 'ship', 'What earns the ship: speed.'),
      review('skeptic', 'skip', 'The problem is the price. This is a skip.'),
    ];
    expect(quotesFor([{ slug: 'alpha', reviews }])).toEqual({
      for: { lens: 'builder', tool: 'alpha', text: 'What earns the ship: speed.' },
      against: { lens: 'skeptic', tool: 'alpha', text: 'The problem is the price.' },
    });
  });

  test('take the criticism out of a review that ships where nobody skips', () => {
    const reviews = [
      review('builder', 'ship', 'What earns the ship: speed.'),
      review('skeptic', 'ship', 'I am fine. What kills this in a year is Apple. I like it.'),
    ];
    expect(quotesFor([{ slug: 'alpha', reviews }]).against?.text).toBe(
      'What kills this in a year is Apple.',
    );
  });

  test('leave out the one against where all is praise, and the one for where nobody ships', () => {
    const praise = review('builder', 'ship', 'What earns the ship: speed.');
    const scorn = review('skeptic', 'skip', 'The problem is the price.');
    expect(Object.keys(quotesFor([{ slug: 'alpha', reviews: [praise] }]))).toEqual(['for']);
    expect(Object.keys(quotesFor([{ slug: 'alpha', reviews: [scorn] }]))).toEqual(['against']);
    expect(quotesFor([{ slug: 'alpha', reviews: [review('builder', 'ship', 'Blue.')] }])).toEqual(
      {},
    );
  });

  test('prefer a reason to a bare verdict', () => {
    const tool = (verdict: 'ship' | 'skip', quote: string) => ({
      slug: 'alpha',
      reviews: [review('builder', verdict, quote)],
    });
    const praise = 'The export format is the right call for teams that leave. Ship it.';
    expect(quotesFor([tool('ship', praise)]).for?.text).toMatch(/^The export format/);
    const scorn = 'Hard pass. The problem is that nobody pays for search twice.';
    expect(quotesFor([tool('skip', scorn)]).against?.text).toMatch(/^The problem/);
  });

  test('prefer a reason to words about the review, and to what the reviewer forgives', () => {
    const tool = (slug: string, verdict: 'ship' | 'skip', ...said: [string, string]) => ({
      slug,
      reviews: [review('builder', verdict, said[0]), review('skeptic', verdict, said[1])],
    });
    const quotes = quotesFor([
      tool(
        'alpha',
        'ship',
        'Ship it, with caveats: speaker labels drift after forty minutes.',
        'Sold to office managers with a card, not to committees. Ship it.',
      ),
      tool(
        'beta',
        'skip',
        'Grades the model against itself, and leaves the pupil out. Skip.',
        'The only honest review is a hard skip.',
      ),
    ]);
    expect(quotes.for?.text).toMatch(/^Sold to office managers/);
    expect(quotes.against?.text).toMatch(/^Grades/);
  });

  test('pass over an answer whose question stands elsewhere', () => {
    const quote =
      'Where is this going? Nowhere is a fine place for flashcards, not for a company: skip. The pricing has three tiers and four surprises, so skip.';
    expect(judgement(quote, 'skip')).toMatch(/^The pricing/);
  });

  describe('on a tool that its reviewers hold against another', () => {
    const plain = 'Files go in and files come out in the usual way.';
    const quotesOf = (verdict: 'ship' | 'skip', quote: string) =>
      quotesFor([
        { slug: 'kiln', name: 'Kiln (beta)', reviews: [review('builder', verdict, quote)] },
        { slug: 'bisque', name: 'Bisque Pro', reviews: [review('skeptic', 'ship', plain)] },
      ]);

    test.each([
      'My main concern about Bisque Pro is churn.',
      'Compared with Bisque Pro, where the problem is the queue, Kiln feels local.',
      'The problem with Bisque Pro, by contrast, is its invoice.',
    ])('are not what is amiss with the other: %s', (sentence) => {
      expect(quotesOf('ship', `${sentence} Ship.`).against).toBeUndefined();
      expect(quotesOf('ship', `${sentence} Ship.`).for?.text).not.toContain(sentence);
    });

    test.each([
      'My main concern about Kiln is churn.',
      'The problem is that Bisque Prose does the same.',
      'My main concern is churn.',
    ])('are what is amiss with itself: %s', (sentence) => {
      expect(quotesOf('ship', sentence).against?.text).toBe(sentence);
    });

    test.each([
      ['Halo', 'Halo Lite', 'Lite has a real advantage: it is free.'],
      ['Halo', 'Halo Lite', 'Lite doesn’t have a real buyer.'],
      ['Halo Lite', 'Halo', 'Halo is the right call for teams.'],
    ])('of %s are not what is said of %s: %s', (own, other, sentence) => {
      const quotes = quotesFor([
        { slug: 'own', name: own, reviews: [review('builder', 'ship', `${plain} ${sentence}`)] },
        { slug: 'other', name: other, reviews: [review('skeptic', 'ship', plain)] },
      ]);
      expect(JSON.stringify(quotes)).not.toContain(sentence);
    });

    test('may name both, as the reviewer judges', () => {
      const praise = 'Between the two, Kiln gets the ship and Bisque Pro my sympathy.';
      expect(quotesOf('ship', praise).for?.text).toBe(praise);
      const scorn = 'Bisque Pro solves a real problem, Kiln is a skip on principle.';
      expect(quotesOf('skip', scorn).against?.text).toBe(scorn);
    });

    test('are not how a review closes on the other', () => {
      const { against } = quotesOf('skip', `${plain} Bisque Pro draws what people write.`);
      expect(against?.text).toBe(plain);
    });
  });

  test('never are a bare verdict', () => {
    const reviews = [
      review('builder', 'ship', 'Webhooks are ordered and the docs are true. Ship.'),
      review('skeptic', 'skip', 'Nope. Skip.'),
      review('founder', 'skip', 'No owner that I can name. Hard skip.'),
    ];
    const quotes = quotesFor([{ slug: 'alpha', reviews }]);
    expect(quotes.for?.text).toBe('Webhooks are ordered and the docs are true. Ship.');
    expect(quotes.against?.text).toBe('No owner that I can name. Hard skip.');
  });

  test('are how a review closes where no sentence says which it is', () => {
    const plain = 'It sorts notes by meaning. Teams keep them in folders by habit.';
    const of = (verdict: 'ship' | 'skip') =>
      quotesFor([{ slug: 'alpha', reviews: [review('founder', verdict, plain)] }]);
    const text = 'Teams keep them in folders by habit.';
    expect(of('ship')).toEqual({ for: { lens: 'founder', tool: 'alpha', text } });
    expect(of('skip')).toEqual({ against: { lens: 'founder', tool: 'alpha', text } });
  });

  test('are the sentences that an editor pulled', () => {
    const [left, right] = toolsOf('smolvlm2-2b-vs-mistral-code');
    if (!left || !right) throw new Error('expected two tools');
    const pulled = (tool: typeof left, lens: string, pull: string) => ({
      ...tool,
      reviews: tool.reviews.map((one) => (one.lens === lens ? { ...one, pull } : one)),
    });
    const quotes = quotesFor([
      pulled(left, 'founder', 'There is no business to evaluate.'),
      pulled(right, 'futurist', 'Right on time.'),
    ]);
    expect(quotes).toEqual({
      for: { lens: 'futurist', tool: 'mistral-code', text: 'Right on time.' },
      against: {
        lens: 'founder',
        tool: 'smolvlm2-2b',
        text: 'There is no business to evaluate.',
      },
    });
  });
});
