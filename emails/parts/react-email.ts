/**
 * What the letters use of React Email. The build keeps these alone: the whole package, with what colours code
 * and reads Markdown, takes a third of a second to load.
 */
export { Container, Html } from '@react-email/components';
