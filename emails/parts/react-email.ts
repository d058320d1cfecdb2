/**
 * What the letters use of React Email. The build keeps these alone: the packages, with what colours code, reads
 * Markdown and lays out sources, take half a second to load.
 */
export { Container, Html } from '@react-email/components';
export { render } from '@react-email/render';
