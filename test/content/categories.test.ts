import { expect, it } from 'vitest';
import { categoriesOf, isSameCategory } from '../../src/content/categories.js';

const tools = (...categories: string[]) => categories.map((category) => ({ category }));

it('categories that differ in upper and lower case alone are one, as it was written first', () => {
  expect(
    categoriesOf(tools('Developer Tools', 'Search', 'developer tools', 'DEVELOPER TOOLS')),
  ).toEqual(['Developer Tools', 'Search']);
  expect(isSameCategory('Developer Tools', ' developer tools')).toBe(true);
  expect(isSameCategory('Developer Tools', 'Developer Tool')).toBe(false);
});
