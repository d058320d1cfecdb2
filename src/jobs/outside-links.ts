import { setMaxListeners } from 'node:events';
import type { Reply } from '../letters/preflight/outside.js';

const timeoutMs = 10_000;
const atOnce = 5;

/**
 * Asks for each address, a few at once, HEAD first and GET where that does not answer well, and follows
 * redirections. Never rejects for an address that fails; rejects when `signal` is aborted.
 */
export async function askAll(
  addresses: Iterable<string>,
  signal?: AbortSignal,
): Promise<Map<string, Reply>> {
  const replies = new Map<string, Reply>();
  const waiting = [...new Set(addresses)];
  const stop = signal ?? new AbortController().signal;
  setMaxListeners(0, stop);
  const work = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      replies.set(address, await ask(address, stop));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return replies;
}

async function ask(address: string, stop: AbortSignal): Promise<Reply> {
  const head = await request('HEAD', address, stop);
  return 'status' in head && head.status < 400 ? head : request('GET', address, stop);
}

async function request(method: 'HEAD' | 'GET', address: string, stop: AbortSignal): Promise<Reply> {
  stop.throwIfAborted();
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(address, { method, signal, redirect: 'follow' });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    stop.throwIfAborted();
    return { failure: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} seconds`;
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message;
}
