import { createElement, Suspense } from 'react';
import { expect, test } from 'vitest';
import { render } from '../../emails/parts/render.js';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

async function Late() {
  await soon();
  return createElement('b', null, 'late');
}

async function Failing(): Promise<string> {
  await soon();
  throw new Error('failing');
}

test('a template is rendered once all that it waits for is there', async () => {
  expect(await render(createElement('p', null, createElement(Late)))).toBe('<p><b>late</b></p>');
});

test('a template of which a part fails is not rendered, wherever the part stands', async () => {
  const behind = createElement(Suspense, null, createElement(Failing));
  await expect(render(createElement('p', null, createElement(Failing)))).rejects.toThrow('failing');
  await expect(render(createElement('p', null, behind))).rejects.toThrow('failing');
});
