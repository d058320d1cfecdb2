/**
 * MJML. The build puts it in one file with all that it needs: there are some 750 modules, and finding them takes
 * half of the time in which they load. Of cheerio it takes the half for browsers, without the HTTP client and the
 * encodings by which the other would fetch pages.
 */
export { default } from 'mjml';
