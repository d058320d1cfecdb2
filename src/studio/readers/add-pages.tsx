/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { VerdictsError } from '../../errors.js';
import { admitReader } from '../../jobs/readers.js';
import type { StudioParts } from '../parts.js';
import { show } from '../respond.js';
import { Document } from '../views/document.js';
import { AddForm, type AddFormProps, longestName } from './views/adding.js';
import { oneLine } from './wording.js';

const Form = z.object({
  email: z.string().catch(''),
  name: z.string().catch(''),
  format: z.enum(['digest', 'brief']).catch('digest'),
  agreed: z.string().optional().catch(undefined),
});

/** `/readers/add`: one reader who has agreed to be mailed. */
export function addPages({ app, frame, log }: StudioParts): Hono {
  const routes = new Hono();

  routes.get('/add', (context) => page(context, {}));

  routes.post('/add', async (context) => {
    const { agreed, ...given } = Form.parse(await context.req.parseBody());
    const typed = { ...given, name: oneLine(given.name, longestName) };
    if (agreed === undefined) return page(context, { typed, problem: { agreed: notAgreed } });
    try {
      const { email, name, format } = typed;
      const preferences = { format, ...(name !== '' && { name }) };
      const { kind, subscriber } = await admitReader(app, email, preferences, 'the studio');
      if (kind === 'added') log.info({ reader: subscriber.id }, 'A reader was added.');
      const done = kind === 'unchanged' ? 'there' : 'added';
      return context.redirect(`/readers/${subscriber.id}?done=${done}`, 303);
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      return page(context, { typed, problem: { email: `${error.message} ${error.remedy}` } });
    }
  });

  return routes;

  function page(context: Context, given: AddFormProps) {
    return show(
      context,
      <Document
        frame={frame}
        room="readers"
        title="Add a reader"
        aside={
          <a class="button quiet" href="/readers">
            All readers
          </a>
        }
      >
        <AddForm {...given} />
      </Document>,
      given.problem ? 422 : 200,
    );
  }
}

const notAgreed = 'Add only who has agreed. Tick this if so.';
