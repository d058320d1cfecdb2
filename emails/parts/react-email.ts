/**
 * What the letters use of React Email. The build keeps these alone: the package, with what colours code, reads
 * Markdown and lays out sources, takes four tenths of a second to load.
 */
export { Container, Html } from '@react-email/components';
