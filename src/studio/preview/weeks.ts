import type { App } from '../../app.js';
import type { Edition } from '../../editions/edition.js';
import type { Week } from '../../editions/week.js';
import { editionToShow, weekToSend } from '../../jobs/drafting.js';
import { weekToOpen } from '../../jobs/viewing.js';

/** The edition of the week that the studio opens on or, where that holds nothing yet, of the one due. */
export async function editionToOpen(
  app: App,
): Promise<{ week: Week; edition: Edition | undefined }> {
  const open = await editionToShow(app, await weekToOpen(app));
  if (open.edition) return open;
  const due = await editionToShow(app, weekToSend(app, undefined));
  return due.edition ? due : open;
}

/** The newest weeks that have an edition, the one due, and this one among them, in order. */
export async function weeksToShow(app: App, week: Week): Promise<Week[]> {
  const { week: open } = await editionToOpen(app).catch(() => ({ week }));
  const drafted = (await app.editions.list()).map((edition) => edition.week).slice(-3);
  return [...new Set([...drafted, weekToSend(app, undefined), open, week])].sort();
}
