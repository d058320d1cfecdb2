/** A stretch of HTML, from `start` up to `end`, in which a value stands in one kind of place. */
export interface HtmlRegion {
  start: number;
  end: number;
  /** Null where no value is safe. What no region covers is part of a tag. */
  context: 'html-text' | 'attribute' | 'url' | null;
  /** The place in words, for an error. */
  place: string;
}

/**
 * Where in the HTML text, attributes, URLs, comments and code stand, in order. Reads the HTML that
 * React and MJML write (quoted attributes, closed comments) by the tokens of the HTML standard,
 * 13.2.5; what it cannot read is covered by no region.
 */
export function regionsOf(html: string): HtmlRegion[] {
  const regions: HtmlRegion[] = [];
  let position = 0;
  while (position < html.length) {
    token.lastIndex = position;
    const found = token.exec(html);
    const start = found?.index ?? html.length;
    if (start > position) {
      regions.push({ start: position, end: start, context: 'html-text', place: 'text' });
    }
    if (!found?.groups) break;
    position = start + found[0].length;
    const { comment, slash, tag = '', attributes = '' } = found.groups;
    if (comment !== undefined) {
      regions.push({ start, end: position, context: null, place: 'a comment' });
    } else if (slash === '') {
      regions.push(...attributesOf(attributes, position - attributes.length - 1));
      if (codeElements.includes(tag.toLowerCase())) {
        const end = endOfElement(html, tag, position);
        regions.push({ start: position, end, context: null, place: `<${tag}>` });
        position = end;
      }
    }
  }
  return regions;
}

// A lone `<` that starts neither a tag nor a comment is text, and so is not found here.
const token =
  /(?<comment><!--(?:-?>|[\s\S]*?(?:--!?>|$))|<[!?][^>]*(?:>|$)|<\/(?![a-z])[^>]*(?:>|$))|<(?<slash>\/?)(?<tag>[a-z][^\s/>]*)(?<attributes>(?:[^"'>]|"[^"]*"|'[^']*')*)>|<[a-z/][\s\S]*$/gi;

/** Elements whose content is code or raw text, in which no escaping helps. */
const codeElements = ['style', 'script', 'noscript', 'iframe', 'noembed', 'noframes', 'xmp'];

/** Where the content ends of the element whose tag ends at `from`. */
function endOfElement(html: string, tag: string, from: number): number {
  const length = html.slice(from).search(new RegExp(`</${tag}[\\s/>]`, 'i'));
  return length < 0 ? html.length : from + length;
}

const attribute =
  /(?<name>[^\s"'<>/=]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|[^\s"'>]+)/g;
const urlAttributes = ['href', 'src', 'action', 'formaction', 'cite', 'background', 'poster'];
const codeAttributes = /^(?:on.*|style|srcset|srcdoc|data)$/;

function attributesOf(attributes: string, offset: number): HtmlRegion[] {
  return [...attributes.matchAll(attribute)].flatMap((match) => {
    const { name = '', double, single } = match.groups ?? {};
    const value = double ?? single;
    if (value === undefined) return [];
    const end = offset + match.index + match[0].length - 1;
    const context = contextOf(name.toLowerCase());
    return [{ start: end - value.length, end, context, place: `the attribute ${name}` }];
  });
}

function contextOf(attributeName: string): HtmlRegion['context'] {
  if (codeAttributes.test(attributeName)) return null;
  return urlAttributes.includes(attributeName) ? 'url' : 'attribute';
}
