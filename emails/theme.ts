/** What both letters, and later the web pages, look like: colours, type, space. Sizes are in CSS px. */

/** One colour scheme. Each text colour reads at 4.5:1 or better on every ground it stands on. */
export interface Palette {
  /** The ground behind everything. */
  page: string;
  /** The ground of a card. */
  card: string;
  ink: string;
  /** Second-rank text. */
  muted: string;
  /** Hairlines and borders. */
  line: string;
  ship: string;
  shipGround: string;
  skip: string;
  skipGround: string;
  /** The filled and the empty part of a panel bar. */
  bar: string;
  barRest: string;
  button: string;
  buttonInk: string;
}

export const light: Palette = {
  page: '#eef1f5',
  card: '#ffffff',
  ink: '#10151f',
  muted: '#525c6b',
  line: '#d9dfe7',
  ship: '#08633f',
  shipGround: '#dcf3e7',
  skip: '#a4211a',
  skipGround: '#fde7e4',
  bar: '#0b7a50',
  barRest: '#d3dae3',
  button: '#10151f',
  buttonInk: '#ffffff',
};

export const dark: Palette = {
  page: '#0d1117',
  card: '#171c25',
  ink: '#f1f4f8',
  muted: '#a7b1c0',
  line: '#303947',
  ship: '#7be0b0',
  shipGround: '#113a29',
  skip: '#ffa59c',
  skipGround: '#471d1c',
  bar: '#3dbb88',
  barRest: '#3a4453',
  button: '#f1f4f8',
  buttonInk: '#10151f',
};

/** The reader's own system font: nothing is fetched. No quotes, which MJML's attributes cannot hold. */
export const fontStack =
  '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif';

/** What Outlook on Windows gets: it takes the first name of a stack or Times New Roman. */
export const outlookFontStack = 'Segoe UI,Arial,sans-serif';

/** A word too long for its line, such as a hash or a name, is broken. Inherited, so said once a letter. */
export const breaksLongWords = { overflowWrap: 'anywhere', wordBreak: 'break-word' } as const;

/** Figures and verdicts are not: columns are at least as wide as they are. Inherited. */
export const keepsWhole = { whiteSpace: 'nowrap' } as const;

/** What may break between its words, and in none of them. */
export const keepsWords = {
  whiteSpace: 'normal',
  overflowWrap: 'normal',
  wordBreak: 'normal',
} as const;

/** One step of the type scale, as inline styles. */
export interface TypeStep {
  fontSize: string;
  lineHeight: string;
  fontWeight?: number;
  fontStyle?: 'italic';
  letterSpacing?: string;
  textTransform?: 'uppercase';
}

export const type = {
  title: { fontSize: '32px', lineHeight: '38px', fontWeight: 700, letterSpacing: '-0.5px' },
  heading: { fontSize: '24px', lineHeight: '30px', fontWeight: 700, letterSpacing: '-0.3px' },
  subheading: { fontSize: '17px', lineHeight: '24px', fontWeight: 700 },
  lead: { fontSize: '17px', lineHeight: '26px' },
  verdict: { fontSize: '16px', lineHeight: '24px' },
  body: { fontSize: '15px', lineHeight: '22px' },
  strong: { fontSize: '15px', lineHeight: '22px', fontWeight: 700 },
  quote: { fontSize: '16px', lineHeight: '24px', fontStyle: 'italic' },
  phrase: { fontSize: '15px', lineHeight: '20px', fontWeight: 700 },
  figure: { fontSize: '22px', lineHeight: '28px', fontWeight: 700 },
  note: { fontSize: '14px', lineHeight: '20px' },
  small: { fontSize: '13px', lineHeight: '20px' },
  /** Links in small print, on a phone perhaps on two lines: far enough apart for a thumb. */
  links: { fontSize: '13px', lineHeight: '28px' },
  smallstrong: { fontSize: '13px', lineHeight: '20px', fontWeight: 700 },
  overline: {
    fontSize: '12px',
    lineHeight: '18px',
    fontWeight: 700,
    letterSpacing: '0.8px',
    textTransform: 'uppercase',
  },
} satisfies Record<string, TypeStep>;

export type TypeName = keyof typeof type;

/**
 * The steps that are written inline too, for clients without `<style>`. The others are small print
 * that occurs often: there such clients show plain text, which costs a letter a third less.
 */
export const inlineSteps: ReadonlySet<TypeName> = new Set([
  'title',
  'heading',
  'subheading',
  'lead',
  'verdict',
  'strong',
  'quote',
]);

export const space = {
  /** Between the edge of the window and the letter. */
  gutter: 16,
  /** Inside a card. */
  card: 28,
  cardNarrow: 18,
  /** Between cards. */
  between: 20,
  /** Between the blocks of a card. */
  block: 24,
};

/**
 * The letter's width, the widest window in which columns stack, one of a card's two columns, and what
 * such a column has without styles: the width of a card on the narrowest phone.
 */
export const width = { letter: 600, stacksBelow: 600, column: 268, columnUnstyled: 214 };
