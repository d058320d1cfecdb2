/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { VerdictsError } from '../../errors.js';
import type { StudioParts } from '../parts.js';
import { notFound, piece, show } from '../respond.js';
import { Document } from '../views/document.js';
import { uploadedFile } from './upload.js';
import { ImportPiece, UploadForm } from './views/importing.js';

/** `/readers/import`: a file is sent, looked through, and imported if somebody says so. */
export function importPages({ frame, imports }: StudioParts): Hono {
  const routes = new Hono();

  routes.get('/import', (context) => page(context, <UploadForm />));

  routes.post('/import', async (context) => {
    try {
      const type = context.req.header('content-type') ?? '';
      const file = await uploadedFile(type, context.req.raw.body);
      if (!file || file.name === '') return page(context, <UploadForm problem={noFile} />, 422);
      const { id } = await imports.take(file);
      return context.redirect(`/readers/import/${id}`, 303);
    } catch (error) {
      if (!(error instanceof VerdictsError)) throw error;
      return page(context, <UploadForm problem={`${error.message} ${error.remedy}`} />, 422);
    }
  });

  routes.get('/import/:id', (context) => {
    const found = imports.find(context.req.param('id'));
    if (context.req.header('hx-request') !== undefined) {
      return found ? piece(context, <ImportPiece {...found} />) : piece(context, <Gone />);
    }
    return found
      ? page(context, <ImportPiece {...found} />)
      : notFound(context, frame, 'file that waits');
  });

  routes.post('/import/:id', async (context) => {
    const found = imports.find(context.req.param('id'));
    if (!found) return notFound(context, frame, 'file that waits');
    const form = await context.req.parseBody();
    if (form.do === 'forget') {
      await imports.forget(found.id);
      return context.redirect('/readers/import', 303);
    }
    if (form.do === 'import') imports.begin(found.id);
    return context.redirect(`/readers/import/${found.id}`, 303);
  });

  return routes;

  function page(context: Context, content: ReturnType<typeof UploadForm>, status: 200 | 422 = 200) {
    return show(
      context,
      <Document
        frame={frame}
        room="readers"
        title="Import readers"
        aside={
          <a class="button quiet" href="/readers">
            All readers
          </a>
        }
      >
        {content}
      </Document>,
      status,
    );
  }
}

/** Takes the place of a piece whose file is forgotten, and asks for itself no more. */
function Gone() {
  return (
    <p>
      The file is not there any more. <a href="/readers/import">Send it again.</a>
    </p>
  );
}

const noFile = 'No file was sent. Choose a CSV file, then press the button.';
