// Does the work that lets a sign-up pass at full speed. Without it the form works too, under slower limits.
import { deriveKey } from './altcha/algorithms/web/sha.js';
import { solveChallenge } from './altcha/pow.js';

/** Longer than this nobody shall wait for the work to be done. */
const patienceMs = 15_000;
/** A second press so soon is the same press: the form is on its way. */
const secondPressMs = 3_000;

for (const form of document.querySelectorAll('form[data-sign-up]')) prepare(form);

function prepare(form) {
  // Browsers give the means to plain http only on the machine itself.
  if (!globalThis.crypto?.subtle) return;
  const button = form.querySelector('[type="submit"]');
  let work;
  let sending = false;
  // Not `disabled`, which would take the focus away from who pressed it with the keyboard.
  const setSending = (now) => {
    sending = now;
    button.setAttribute('aria-disabled', String(now));
  };
  const begin = () => {
    work ??= solve().catch(() => null);
  };
  form.addEventListener('focusin', begin, { once: true });
  form.addEventListener('submit', async (event) => {
    if (form.elements.altcha && !sending) return;
    event.preventDefault();
    if (sending) return;
    begin();
    setSending(true);
    const solved = await Promise.race([work, later(patienceMs)]);
    addField(form, solved ?? '');
    form.submit();
    await later(secondPressMs);
    setSending(false);
  });
  // Coming back to the page, the visitor needs a fresh challenge: each counts once.
  addEventListener('pageshow', () => {
    form.elements.altcha?.remove();
    setSending(false);
    work = undefined;
    form.addEventListener('focusin', begin, { once: true });
  });
}

async function solve() {
  const response = await fetch('/altcha', { cache: 'no-store' });
  if (!response.ok) return null;
  const challenge = await response.json();
  const solution = await solveChallenge({ challenge, deriveKey });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}

function later(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}

function addField(form, value) {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'altcha';
  field.value = value;
  form.append(field);
}
