import { dark, light, outlookFontStack, type Palette, space, type, width } from '../theme.js';

type Property = 'color' | 'background-color' | 'border-color';

/** What each selector colours, in both schemes. */
const colours: Record<string, Partial<Record<Property, keyof Palette>>> = {
  // MJML puts the ground of the page on the first div too.
  'body,.page,main>div': { 'background-color': 'page' },
  '.card': { 'background-color': 'card', 'border-color': 'line' },
  // MJML puts a section's ground and border on the table inside.
  '.card>table': { 'background-color': 'card' },
  '.card>table>tbody>tr>td': { 'border-color': 'line' },
  '.ink': { color: 'ink' },
  '.muted': { color: 'muted' },
  '.line': { 'border-color': 'line' },
  '.strongline': { 'border-color': 'ink' },
  '.ship': { color: 'ship' },
  '.skip': { color: 'skip' },
  '.shipped': { color: 'ship', 'background-color': 'shipGround' },
  '.skipped': { color: 'skip', 'background-color': 'skipGround' },
  '.for': { 'border-color': 'bar' },
  '.against': { 'border-color': 'skip' },
  '.on': { 'background-color': 'bar' },
  '.off': { 'background-color': 'barRest' },
  '.button': { 'background-color': 'button', 'border-color': 'button' },
  '.buttonink': { color: 'buttonInk' },
};

/** Colours, type scale, and the finish that only makes the letter prettier. */
const baseStyles = squeeze(`
  body { margin: 0; padding: 0; width: 100%; -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; }
  table { mso-table-lspace: 0; mso-table-rspace: 0; }
  th { text-align: left; font-weight: 400; }
  ${colourRules(light)}
  ${typeRules()}
  .aside { font-weight: 400; }
  .figure { font-variant-numeric: tabular-nums; }
  .link { padding: 5px 0; }
  .links .link { white-space: nowrap; }
  .phrase { display: inline-block; padding: 4px 0; }
  .column { width: 100%; max-width: ${width.column}px; }
  .stat { padding: 6px 8px 0 0; vertical-align: top; }
  .cell { padding: 4px 6px 4px 0; }
  thead .cell { vertical-align: bottom; }
  .over { padding: 8px 0 0; }
  .vote { padding: 4px 0 4px 8px; }
  .score { padding: 9px 0; border-bottom: 1px solid ${light.line}; }
  .card { border-radius: 12px; }
  .on, .off { border-radius: 3px; }
  .button, .choice { border-radius: 8px; }
  .button { border: 1px solid ${light.button}; }
  .shipped, .skipped { display: inline-block; padding: 2px 8px; border-radius: 4px; letter-spacing: 0.4px; }
  .choice { display: block; padding: 5px 0; border: 1px solid ${light.line}; font-weight: 700; text-decoration: none; }
`);

/** The order of things in a narrow window. */
const narrowStyles = squeeze(`
  @media (max-width: ${width.stacksBelow}px) {
    .gutter { padding-left: 12px !important; padding-right: 12px !important; }
    .inside { padding: 22px ${space.cardNarrow}px !important; }
    .column { max-width: none !important; }
    .column>tbody>tr>td { padding-right: 0 !important; }
    .title { font-size: 28px !important; line-height: 34px !important; }
    .heading { font-size: 22px !important; line-height: 28px !important; }
    .framed>table>tbody>tr>td { padding: 8px ${space.cardNarrow}px !important; }
    .wide { width: 100% !important; }
    .cell { padding-right: 4px !important; }
    .figures { white-space: normal; }
    .stat { display: inline-block; width: auto; min-width: 32%; padding-right: 2px; white-space: nowrap; }
    .choice { padding: 11px 0 !important; }
    .shipped, .skipped { padding: 2px 5px !important; font-size: 12px !important; }
  }
`);

/** Dark colours for clients that follow the reader's scheme (Apple Mail, iOS, Outlook for Mac …). */
const darkStyles = `@media (prefers-color-scheme:dark){${colourRules(dark, { important: true })}}`;

/** Apple Mail: it may use both schemes, and shall not recolour the dates and addresses it links. */
const appleStyles = squeeze(`
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  a[x-apple-data-detectors] { color: inherit; text-decoration: inherit; }
`);

/**
 * Dark colours for Outlook on the web and its apps, which mark what they recolour with attributes:
 * `data-ogsc` for text, `data-ogsb` for grounds.
 */
const outlookDarkStyles = [
  colourRules(dark, { important: true, scope: '[data-ogsc] ', only: ['color', 'border-color'] }),
  colourRules(dark, { important: true, scope: '[data-ogsb] ', only: ['background-color'] }),
].join('');

/** Outlook on Windows: fonts do not reach into nested tables there, tables need no gaps, and it knows no `max-width`. */
const outlookStyles = squeeze(`
  table { border-collapse: collapse; }
  .column { width: ${width.column}px; }
  body, table, td, th, p, a, b, h1, h2, h3, span { font-family: ${outlookFontStack}; }
`);

/** What the `<head>` of either letter holds beside its title: how clients show it, in every scheme. */
export const headMarkup = [
  '<meta name="x-apple-disable-message-reformatting" content="">',
  '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
  '<meta name="color-scheme" content="light dark">',
  '<meta name="supported-color-schemes" content="light dark">',
  // One element a concern: Gmail drops a whole style element in which it dislikes one rule.
  ...[baseStyles, narrowStyles, darkStyles, appleStyles, outlookDarkStyles].map(
    (css) => `<style>${css}</style>`,
  ),
  `<!--[if mso]><style>${outlookStyles}</style><![endif]-->`,
].join('');

interface RuleOptions {
  important?: boolean;
  /** What stands before each selector. */
  scope?: string;
  only?: readonly Property[];
}

function colourRules(
  palette: Palette,
  { important = false, scope = '', only }: RuleOptions = {},
): string {
  return Object.entries(colours)
    .map(([selectors, roles]) => {
      const declarations = Object.entries(roles)
        .filter(([property]) => only === undefined || only.some((name) => name === property))
        .map(([property, role]) => `${property}:${palette[role]}${important ? '!important' : ''}`);
      if (declarations.length === 0) return '';
      const scoped = selectors.split(',').map((selector) => scope + selector);
      return `${scoped.join(',')}{${declarations.join(';')}}`;
    })
    .join('');
}

function typeRules(): string {
  return Object.entries(type)
    .map(([name, step]) => {
      const declarations = Object.entries(step).map(
        ([property, value]) => `${property.replaceAll(/[A-Z]/g, '-$&').toLowerCase()}:${value}`,
      );
      return `.${name}{${declarations.join(';')}}`;
    })
    .join('');
}

function squeeze(css: string): string {
  return css
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([{};,])\s*/g, '$1')
    .replaceAll(/:\s+/g, ':')
    .replaceAll(';}', '}');
}
