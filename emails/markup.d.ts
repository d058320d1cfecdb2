import type { ReactNode } from 'react';

/** Attributes that only mail still uses, and the tags of MJML that `brief.tsx` is written in. */
declare module 'react' {
  interface TdHTMLAttributes<T> {
    bgcolor?: string;
  }
  interface CSSProperties {
    /** Padding that only Outlook on Windows follows, where it ignores a link's own. */
    msoPaddingAlt?: string;
    /** Hides from Outlook on Windows, which ignores `display: none`. */
    msoHide?: 'all';
  }
}

interface MjmlAttributes {
  children?: ReactNode;
  dangerouslySetInnerHTML?: { __html: string };
  'background-color'?: string;
  color?: string;
  'css-class'?: string;
  'font-family'?: string;
  'font-size'?: string;
  'line-height'?: string;
  padding?: string;
  width?: string;
  border?: string;
  'border-radius'?: string;
}

declare module 'react/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      mjml: MjmlAttributes & { lang: string; dir: 'ltr' | 'rtl' };
      'mj-head': MjmlAttributes;
      'mj-title': MjmlAttributes;
      'mj-raw': MjmlAttributes;
      'mj-attributes': MjmlAttributes;
      'mj-all': MjmlAttributes;
      'mj-body': MjmlAttributes;
      'mj-wrapper': MjmlAttributes;
      'mj-section': MjmlAttributes;
      'mj-column': MjmlAttributes;
      'mj-text': MjmlAttributes;
      'mj-table': MjmlAttributes & { role?: 'none' | 'presentation' };
    }
  }
}
