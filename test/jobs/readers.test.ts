import { expect, test } from 'vitest';
import { admitReader } from '../../src/jobs/readers.js';
import { testApp } from '../support/app.js';
import { TestClock } from '../support/clock.js';

const added = async (email: string, preferences: object) => {
  const app = testApp(new TestClock());
  return (await admitReader(app, email, preferences, 'a test')).subscriber;
};

test('a name is kept on one line, cut, and without characters that have no place in it', async () => {
  const { name } = await added('bob@example.com', { name: 'Bob\r\nBcc: x@example.com\u{f8ff}' });
  expect(name).toBe('Bob Bcc: x@example.com');
  expect((await added('eve@example.com', { name: 'x'.repeat(9000) })).name).toHaveLength(100);
  expect(await added('ada@example.com', { name: ' \n ' })).not.toHaveProperty('name');
});

test('a topic is kept as the category is written, and one that no tool has is refused with those there are', async () => {
  const { topics } = await added('ada@example.com', { topics: ['developer tools'] });
  expect(topics).toEqual(['Developer Tools']);
  await expect(added('eve@example.com', { topics: ['Gardening'] })).rejects.toMatchObject({
    exit: 2,
    message: 'No tool has the category “Gardening”.',
    remedy: expect.stringContaining('Developer Tools'),
  });
});
