import type { Context } from 'hono';
import type { App } from '../app.js';
import type { Receive } from '../feedback/receive.js';
import type { VoteStore } from '../feedback/votes.js';
import type { Log } from '../log.js';
import type { Postbox } from '../mailings/postbox.js';
import type { Signer } from '../subscribers/links.js';
import type { SubscriberStore } from '../subscribers/store.js';
import type { Background } from './background.js';
import type { Catalogue } from './catalogue.js';
import type { Metrics } from './metrics.js';
import type { Frame } from './views/frame.js';

/** What the pages are made with. */
export interface SiteParts {
  app: Pick<
    App,
    | 'config'
    | 'clock'
    | 'schedule'
    | 'listId'
    | 'masthead'
    | 'editions'
    | 'mailings'
    | 'events'
    | 'votes'
    | 'softBounces'
    | 'subscribers'
  >;
  catalogue: () => Promise<Catalogue>;
  readers: SubscriberStore;
  signer: Signer;
  votes: Pick<VoteStore, 'record' | 'tally' | 'allOf' | 'forget'>;
  receiveWebhook: Receive;
  postbox: Postbox;
  background: Background;
  metrics: Metrics;
  frame: Frame;
  log: Log;
  /** The address at the other end of the connection. */
  peer: (context: Context) => string | undefined;
  /** Whether everything can be written; what is wrong goes to the log. */
  isWritable: () => Promise<boolean>;
}
