import { expect, test } from 'vitest';
import { printable } from '../../src/commands/printable.js';

test('what steers a terminal is made visible, and what people write stays', () => {
  expect(printable('\u001b[31mred\u202e\u0085')).toBe('\\u001b[31mred\\u202e\\u0085');
  expect(printable('Es gibt “Käse” 🧀\nund mehr.')).toBe('Es gibt “Käse” 🧀\nund mehr.');
});

test('a line without end is cut', () => {
  expect(printable(`${'x'.repeat(9000)}\nthen`)).toBe(`${'x'.repeat(1000)}…\nthen`);
});
