/* What pages of the studio do by themselves. Everything works without it, but for a reload by hand. */

/** Frames that show a letter (`data-live`) and pieces that ask for it are loaded anew when files change. */
function followChanges() {
  // What changed while the page was on its way is told as well.
  const events = new EventSource(`/changes?since=${Math.floor(performance.timeOrigin)}`);
  const lost = document.getElementById('lost');
  const said = document.createElement('p');
  said.className = 'notice warn';
  events.addEventListener('changed', showChanges);
  events.addEventListener('error', () => {
    // A browser asks again by itself, but not where it was refused, as with another password.
    const refused = events.readyState === EventSource.CLOSED;
    said.textContent = refused
      ? 'The studio does not let this page in, so that it may be old. Reload it: the password may be another now.'
      : 'The studio does not answer, so that this page may be old. It is brought up to date as soon as it answers again.';
    lost.replaceChildren(said);
    if (refused) setTimeout(followChanges, 5000);
  });
  // A studio that was started anew does not know what changed before.
  events.addEventListener('listening', () => {
    if (lost.hasChildNodes()) showChanges();
    lost.replaceChildren();
  });
}

function showChanges() {
  // A page that only says what is broken.
  if (document.querySelector('[data-mendable]')) return location.reload();
  reloadLetters();
  onTheirWay = [...document.querySelectorAll('.htmx-request, .htmx-settling')];
  reloadPieces();
}

/** Pieces with hx-trigger="changed from:body" load themselves. */
function reloadPieces() {
  document.body.dispatchEvent(new CustomEvent('changed'));
}

/** The pieces that were being loaded when something changed: what takes their place may be old, and was not told. */
let onTheirWay = [];

document.body.addEventListener('htmx:afterSettle', () => {
  // A piece that is not yet in its place does not listen; this comes again when it is.
  if (document.querySelector('.htmx-settling')) return;
  const isLoading = (piece) => piece.isConnected && piece.classList.contains('htmx-request');
  const before = onTheirWay.length;
  onTheirWay = onTheirWay.filter(isLoading);
  if (onTheirWay.length < before) reloadPieces();
});

function reloadLetters() {
  for (const frame of document.querySelectorAll('iframe[data-live]')) reloadFrame(frame);
}

/** Where frames that are being loaded anew were scrolled to. */
const positions = new Map();

function reloadFrame(frame) {
  if (!positions.has(frame)) {
    positions.set(frame, frame.contentWindow?.scrollY ?? 0);
    const back = () => {
      frame.contentWindow?.scrollTo(0, positions.get(frame));
      positions.delete(frame);
    };
    frame.addEventListener('load', back, { once: true });
  }
  frame.contentWindow?.location.reload();
}

/** Times that are counted down to (`<time data-countdown datetime>`), in words. */
function countDown() {
  for (const time of document.querySelectorAll('time[data-countdown]')) {
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    time.textContent = inWords(Math.abs(seconds)) + (seconds < 0 ? ' ago' : '');
  }
}

function inWords(seconds) {
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit));
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

/**
 * Rows of a list with `data-sort-form`, the id of a form, can be dragged by their handle: the form is sent with
 * their `data-id`s in the new order.
 */
function makeSortable(within) {
  for (const list of within.querySelectorAll('[data-sort-form]')) {
    Sortable.create(list, {
      handle: '.handle',
      animation: 120,
      onUpdate() {
        const form = document.getElementById(list.dataset.sortForm);
        form.elements.order.value = [...list.children].map(({ dataset }) => dataset.id).join(' ');
        form.requestSubmit();
      },
    });
  }
}

/** Texts that stand in an empty field as well (`data-placeholder-of`, its id). */
function fillPlaceholders(within) {
  for (const text of within.querySelectorAll('[data-placeholder-of]')) {
    const field = document.getElementById(text.dataset.placeholderOf);
    if (field) field.placeholder = text.textContent;
  }
}

/** How many characters a field holds (`data-count-of`, its id), as they are typed. */
document.addEventListener('input', ({ target }) => {
  for (const count of document.querySelectorAll(`[data-count-of="${target.id}"]`)) {
    count.textContent = [...target.value].length;
  }
});

/**
 * Whether words were typed that are not saved: a field differs from the hidden one beside it, `<name>-was`, that
 * says what was saved.
 */
function hasUnsaved() {
  const saved = [...document.querySelectorAll('input[type=hidden][name$="-was"]')];
  return saved.some(({ form, name, value }) => {
    const field = form?.elements[name.slice(0, -'-was'.length)];
    return field && field.value.trim() !== value.trim();
  });
}

/** Whoever would lose them is asked first. */
addEventListener('beforeunload', (event) => {
  if (hasUnsaved()) event.preventDefault();
});

// What htmx puts in, and at first the whole page.
document.body.addEventListener('htmx:load', ({ detail }) => {
  makeSortable(detail.elt);
  fillPlaceholders(detail.elt);
});
document.body.addEventListener('htmx:sendError', () => {
  takeBackSaved();
  const said = document.createElement('p');
  said.className = 'notice bad';
  said.textContent =
    'No answer came from the studio: this page may not show what was done. Try again, or reload it.';
  document.getElementById('broken').replaceChildren(said);
});
// What went wrong is said until something goes right.
document.body.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.xhr.status < 400) document.getElementById('broken').replaceChildren();
  else takeBackSaved();
});

/** "Saved." of an earlier press would cover what went wrong with this one, and be taken for its answer. */
function takeBackSaved() {
  document.querySelector('#said > .good')?.remove();
}

// An answer says that what it changed shows in letters.
document.body.addEventListener('letters', reloadLetters);
followChanges();
countDown();
setInterval(countDown, 1000);
