/**
 * MJML. The build puts it in one file with all that it needs: there are some 750 modules, and finding them takes
 * half of the time in which they load.
 */
export { default } from 'mjml';
