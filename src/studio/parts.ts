import type { App } from '../app.js';
import type { Log } from '../log.js';
import type { Changes } from './changes.js';
import type { Imports } from './readers/imports.js';
import type { Reconciliations } from './reconciliations.js';
import type { Renderer } from './renderer.js';
import type { Sendings } from './sendings.js';
import type { Frame } from './views/frame.js';

/** What the studio's rooms are made with. */
export interface StudioParts {
  app: App;
  frame: Frame;
  /** What changed on disk while somebody looks. */
  changes: Changes;
  /** Renders letters from the templates as they are by now. */
  renderer: Renderer;
  /** The mailings that this studio itself is sending. */
  sendings: Sendings;
  /** What Resend is asked about batches that nobody knows the answer to. */
  reconciliations: Reconciliations;
  /** The files of readers that are on their way in. */
  imports: Imports;
  log: Log;
}
