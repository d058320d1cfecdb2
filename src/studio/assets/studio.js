/* What pages of the studio do by themselves. Everything works without it, but for a reload by hand. */

/** Frames that show a letter (`data-live`) and pieces that ask for it are loaded anew when files change. */
function followChanges() {
  const events = new EventSource('/changes');
  events.addEventListener('changed', ({ data }) => {
    for (const frame of document.querySelectorAll('iframe[data-live]')) reloadFrame(frame);
    // Pieces with hx-trigger="changed from:body" load themselves.
    document.body.dispatchEvent(new CustomEvent('changed', { detail: data.split(' ') }));
  });
}

function reloadFrame(frame) {
  const position = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener('load', () => frame.contentWindow?.scrollTo(0, position), { once: true });
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

followChanges();
countDown();
setInterval(countDown, 1000);
