import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { loadReference } from '../references.js';
import { answerOrders } from './orders.js';

export interface SinkAnswer {
  port: number;
}

/** What is used of smtp-server. */
interface SmtpServerModule {
  SMTPServer: new (options: {
    authOptional: boolean;
    disabledCommands: string[];
    onData(stream: Readable, session: unknown, callback: () => void): void;
  }) => {
    listen(port: number, host: string): { address(): AddressInfo | null } & NodeJS.EventEmitter;
  };
}

/** A mail server that takes everything and keeps nothing. */
answerOrders(async (): Promise<SinkAnswer> => {
  const { SMTPServer } = await loadReference<SmtpServerModule>('smtp-server');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, callback) {
      stream.resume();
      stream.on('end', callback);
    },
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address()?.port ?? 0 };
});
