/**
 * What Gmail, Outlook or Apple Mail do not support (caniemail.com) and the letters use all the same,
 * each with what a reader gets there instead. Gmail's mobile web page drops <style> altogether.
 */
export const fallbacks: Readonly<Record<string, string>> = {
  '<style> element': 'Sizes and colours of everything but small print stand inline too.',
  '@media':
    'The light layout: legible at any width, as columns stand below each other without it too.',
  'Type selector': 'Margins and colours that matter stand inline.',
  'Class selector': 'Margins and colours that matter stand inline.',
  'Descendant combinator': 'Alignment of headings in a table; dark colours of other clients.',
  'Child combinator': 'Dark colours of MJML’s boxes, only where the scheme is followed.',
  'Attribute selector': 'Outlook’s own dark marks, and Apple’s links for dates, nowhere else.',
  'ID selector': 'MJML’s reset for an Outlook long gone.',
  'Chaining selectors': 'MJML’s rule for Thunderbird’s column width.',
  'display:none':
    'The preheader has no height either, and is small print at most; mso-hide hides it in Outlook.',
  'overflow-wrap':
    'word-break does the same where this is unknown; elsewhere a long name widens its cell.',
  'word-break': 'A long name widens its cell.',
  overflow: 'MJML’s rounded corners: the corner of the ground shows.',
  outline: 'MJML’s reset for images, of which there are none.',
  'border-radius': 'Square corners.',
  'white-space': 'A score may break between its two figures.',
  'word-spacing': 'Set to normal by MJML: no difference.',
  'table-layout': 'Set to auto by MJML: no difference.',
  'role attribute': 'Layout tables are announced as tables.',
  'aria-hidden attribute': 'The bar is read as blank cells.',
  'aria-label attribute':
    'Ship and Skip are read without the tool’s name, which stands before them.',
  '<body> element': 'The ground is also set on the first table or div.',
};
