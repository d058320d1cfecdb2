import type { Cheerio, CheerioAPI } from 'cheerio';
import postcss, { type AtRule, type Container, type Declaration, type Rule } from 'postcss';

type Root = ReturnType<CheerioAPI['root']> extends Cheerio<infer D> ? D : never;
type Node = Root['children'][number];
/** An element of a letter's document. */
export type Element = Extract<Node, { attribs: object }>;

/** What the reader's system prefers. */
export type Scheme = 'light' | 'dark';

/** The properties that decide how text is seen. */
const properties = [
  'color',
  'background-color',
  'background-image',
  'font-size',
  'font-weight',
  'display',
  'visibility',
] as const;
type Property = (typeof properties)[number];

/** What an element is given by itself: nothing is inherited yet. */
export type Given = Partial<Record<Property, string>>;

/** How strongly a value is given: `!important`, then the specificity, then the later one. */
interface Candidate {
  value: string;
  strength: readonly number[];
}

/**
 * What the letter's own `<style>` elements, its `style` and its `bgcolor` give each element in that
 * scheme and a wide window. Throws postcss's `CssSyntaxError` on broken CSS.
 */
export function cascadeOf($: CheerioAPI, scheme: Scheme): (element: Element) => Given {
  const won = new Map<Element, Map<Property, Candidate>>();
  const give = (
    element: Element,
    declarations: readonly Declaration[],
    rank: readonly number[],
  ) => {
    const values = won.get(element) ?? new Map<Property, Candidate>();
    won.set(element, values);
    for (const { prop, value, important } of declarations) {
      const name = prop.toLowerCase();
      // The shorthand sets the colour, with whatever else it says.
      const longhand = name === 'background' ? 'background-color' : name;
      const property = properties.find((each) => each === longhand);
      if (property === undefined) continue;
      const strength = [important ? 1 : 0, ...rank];
      const standing = values.get(property);
      if (!standing || isStronger(strength, standing.strength)) {
        values.set(property, { value, strength });
      }
    }
  };

  for (const [order, { selector, declarations }] of rulesOf($, scheme).entries()) {
    for (const element of matching($, selector)) {
      give(element, declarations, [0, ...specificityOf(selector), order]);
    }
  }
  const inline = new Map<string, Declaration[]>();
  for (const element of $('[style]').toArray()) {
    const { style = '' } = element.attribs;
    const declarations = inline.get(style) ?? declarationsIn(postcss.parse(style));
    inline.set(style, declarations);
    give(element, declarations, [1]);
  }
  return (element) => ({ ...hintsOf(element), ...valuesOf(won.get(element)) });
}

function isStronger(one: readonly number[], other: readonly number[]): boolean {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function valuesOf(values: Map<Property, Candidate> | undefined): Given {
  return Object.fromEntries([...(values ?? [])].map(([name, { value }]) => [name, value]));
}

/** What HTML's attributes give, which any CSS overrules. */
function hintsOf({ name, attribs }: Element): Given {
  return {
    ...(attribs.bgcolor !== undefined && { 'background-color': attribs.bgcolor }),
    ...(name === 'font' && attribs.color !== undefined && { color: attribs.color }),
    ...(name === 'body' && attribs.text !== undefined && { color: attribs.text }),
    ...(attribs.hidden !== undefined && { display: 'none' }),
  };
}

interface StyleRule {
  selector: string;
  declarations: Declaration[];
}

function rulesOf($: CheerioAPI, scheme: Scheme): StyleRule[] {
  return $('style')
    .toArray()
    .flatMap((element) => {
      const rules: StyleRule[] = [];
      postcss.parse($(element).text()).walkRules((rule) => {
        if (!applies(rule, scheme)) return;
        const declarations = declarationsIn(rule);
        rules.push(...rule.selectors.map((selector) => ({ selector, declarations })));
      });
      return rules;
    });
}

function declarationsIn({ nodes = [] }: Container): Declaration[] {
  return nodes.flatMap((node) => (node.type === 'decl' ? [node] : []));
}

/** Whether the rule counts in that scheme, on a screen, in a wide window. */
function applies(rule: Rule, scheme: Scheme): boolean {
  for (let node: Rule['parent'] = rule.parent; node?.type === 'atrule'; node = node.parent) {
    const { name, params }: AtRule = node as AtRule; // its type says so
    if (name === 'keyframes' || name.endsWith('-keyframes')) return false;
    if (name !== 'media') continue;
    const wanted = /prefers-color-scheme\s*:\s*(light|dark)/i.exec(params)?.[1]?.toLowerCase();
    const other = wanted !== undefined && wanted !== scheme;
    if (other || /max-width|max-device-width|\bprint\b|\bnot\b/i.test(params)) return false;
  }
  return true;
}

function matching($: CheerioAPI, selector: string): Element[] {
  try {
    return $<Element, string>(selector).toArray();
  } catch {
    // A pseudo-element or what only one client knows: it colours no text of the letter itself.
    return [];
  }
}

/** How many IDs, then classes and the like, then elements the selector names (Selectors 4, 17). */
function specificityOf(selector: string): readonly [number, number, number] {
  const bare = selector.replace(/\[[^\]]*\]/g, '.a').replace(/::[\w-]+/g, ' b ');
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
  return [count(/#[\w-]+/g), count(/[.:][\w-]+/g), count(/(?<![\w.#:-])[a-z][\w-]*/gi)];
}
