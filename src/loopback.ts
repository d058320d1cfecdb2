/** Whether the URL leads to this machine itself. */
export function isLoopback(url: string | undefined): boolean {
  if (!url) return false;
  return isLoopbackHost(new URL(url).hostname);
}

/** Whether a host, as it stands in a URL or alone, is this machine itself. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || /^\[?::1\]?$/.test(host) || /^127(?:\.\d+){3}$/.test(host);
}
