import type { Edition, Matchup, MatchupTool } from '../src/editions/edition.js';
import type { LetterProps } from './letter-props.js';

/** A week as it may look, for React Email's preview. */
export const previewProps: LetterProps = {
  edition: sampleEdition(),
  masthead: {
    publication: 'Weekly AI Tool Verdicts',
    publicUrl: 'https://verdicts.example',
    postalAddress: '1 Sample Street, 10115 Berlin, Germany',
  },
  links: {
    web: 'https://verdicts.example/editions/2026-W47',
    preferences: 'https://verdicts.example/preferences/sample',
    unsubscribe: 'https://verdicts.example/unsubscribe/sample',
    comparison: (slug) => `https://verdicts.example/compare/${slug}`,
    vote: (tool, choice) => `https://verdicts.example/vote/sample?tool=${tool}&choice=${choice}`,
  },
  address: 'ada@example.com',
};

function sampleEdition(): Edition {
  return {
    week: '2026-W47',
    dueAt: '2026-11-17T08:00:00Z',
    timeZone: 'Europe/Berlin',
    date: '2026-11-17',
    subject: 'SmolVLM2-2B vs Mistral: three rounds, one tie',
    preheader:
      'A free 2B model holds Mistral Medium 3.2 to a dead heat. Large 3 and Code pull ahead.',
    intro:
      'New AI tools ship daily. We compare them before you waste an afternoon. This week the panel put SmolVLM2 up against everything Mistral released.',
    panel: [
      { lens: 'builder', label: 'Builder' },
      { lens: 'skeptic', label: 'Skeptic' },
      { lens: 'futurist', label: 'Futurist' },
      { lens: 'founder', label: 'Founder' },
    ],
    matchups: [threeAgainstOne(), allShip(), leadByPanel()],
    moreOnTheWeb: [],
    hash: '0'.repeat(64),
  };
}

function threeAgainstOne(): Matchup {
  const shared = tool(
    'smolvlm2-2b',
    'SmolVLM2-2B',
    '2B-parameter vision-language model that runs on your device, not theirs',
    'Free',
    { skips: ['founder'] },
  );
  return {
    category: 'Developer Tools',
    shared: shared.slug,
    tools: [
      shared,
      tool(
        'mistral-medium-3-2',
        'Mistral Medium 3.2',
        'Cost-efficient LLM with native code interpreter and 256K context',
        'Paid',
        { skips: ['founder'] },
      ),
      tool(
        'mistral-large-3',
        'Mistral Large 3',
        '128K context, 30-language code gen, frontier performance at lower cost',
        'Paid',
      ),
      tool(
        'mistral-code',
        'Mistral Code',
        '32B coding model + VS Code extension from Mistral AI',
        'Free',
      ),
    ],
    pairs: [
      {
        slug: 'smolvlm2-2b-vs-mistral-medium-3-2',
        left: 'smolvlm2-2b',
        right: 'mistral-medium-3-2',
        outcome: {
          by: 'entry',
          leader: 'left',
          sentence:
            'SmolVLM2-2B and Mistral Medium 3.2 tie at 75%. SmolVLM2-2B is free to start; Mistral Medium 3.2 is paid.',
        },
      },
      {
        slug: 'smolvlm2-2b-vs-mistral-large-3',
        left: 'smolvlm2-2b',
        right: 'mistral-large-3',
        outcome: {
          by: 'panel',
          leader: 'right',
          sentence: 'The panel puts Mistral Large 3 ahead of SmolVLM2-2B, 100% to 75%.',
        },
      },
      {
        slug: 'smolvlm2-2b-vs-mistral-code',
        left: 'smolvlm2-2b',
        right: 'mistral-code',
        outcome: {
          by: 'panel',
          leader: 'right',
          sentence: 'The panel puts Mistral Code ahead of SmolVLM2-2B, 100% to 75%.',
        },
      },
    ],
    quotes: {
      for: {
        lens: 'builder',
        tool: 'smolvlm2-2b',
        text: 'The specific thing that earns the ship: Apache 2.0 license plus quantized variants on day one means zero friction from experimentation to production.',
      },
      against: {
        lens: 'skeptic',
        tool: 'mistral-code',
        text: "The specific scenario where Mistral Code breaks is multi-file refactoring with large codebase context: a 32B model is impressive but the context management and repo-level understanding in tools like Cursor's codebase indexing is where this will struggle until Mistral ships that layer.",
      },
    },
  };
}

function allShip(): Matchup {
  return {
    category: 'Developer Tools',
    tools: [
      tool(
        'smolvlm2',
        'SmolVLM2',
        'Open-source 2B vision-language model that punches above its weight class',
        'Free',
      ),
      tool(
        'mistral-medium-3',
        'Mistral Medium 3',
        '32B enterprise model at half the GPT-4o mini cost, no compromise',
        'Paid',
      ),
    ],
    pairs: [
      {
        slug: 'smolvlm2-vs-mistral-medium-3',
        left: 'smolvlm2',
        right: 'mistral-medium-3',
        outcome: {
          by: 'entry',
          leader: 'left',
          sentence: 'Dead heat at 100%. SmolVLM2 is free to start; Mistral Medium 3 is paid.',
        },
      },
    ],
    quotes: {
      for: {
        lens: 'builder',
        tool: 'mistral-medium-3',
        text: "The DX bet is zero friction at integration time — they didn't invent a new SDK or a new abstraction layer, and that was the right call.",
      },
      against: {
        lens: 'skeptic',
        tool: 'smolvlm2',
        text: 'The scenario where this breaks is multi-image, long-context reasoning — 2B params is 2B params, and no architecture trick fixes that ceiling for complex document understanding at scale.',
      },
    },
  };
}

function leadByPanel(): Matchup {
  return {
    category: 'Developer Tools',
    tools: [
      tool(
        'smolvlm2-2b-2',
        'SmolVLM2-2B',
        'Open-source vision-language model that actually runs on your phone',
        'Free',
      ),
      tool(
        'mistral-medium-3-72b-instruct',
        'Mistral Medium 3 (72B Instruct)',
        'Apache 2.0 open-weight 72B model that competes above its weight class',
        'Free',
        { skips: ['founder'], community: 62 },
      ),
    ],
    pairs: [
      {
        slug: 'smolvlm2-2b-vs-mistral-medium-3-72b-instruct',
        left: 'smolvlm2-2b-2',
        right: 'mistral-medium-3-72b-instruct',
        outcome: {
          by: 'panel',
          leader: 'left',
          sentence: 'SmolVLM2-2B leads the panel, 100% to 75%.',
        },
      },
    ],
    quotes: {
      for: {
        lens: 'futurist',
        tool: 'smolvlm2-2b-2',
        text: 'SmolVLM2-2B is early on that trend — the Apple Neural Engine and Qualcomm NPU have been ready for this class of model for 18 months, but the open model ecosystem has lagged.',
      },
    },
  };
}

function tool(
  slug: string,
  name: string,
  tagline: string,
  entry: string,
  { skips = [], community = null }: { skips?: string[]; community?: number | null } = {},
): MatchupTool {
  const lenses = ['builder', 'skeptic', 'futurist', 'founder'];
  const ships = lenses.length - skips.length;
  return {
    slug,
    name,
    tagline,
    category: 'Developer Tools',
    entry,
    panelShip: Math.round((100 * ships) / lenses.length),
    community,
    verdicts: lenses.map((lens) => ({ lens, verdict: skips.includes(lens) ? 'skip' : 'ship' })),
  };
}
