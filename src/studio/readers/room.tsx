/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import type { StudioParts } from '../parts.js';
import { show } from '../respond.js';
import { Document } from '../views/document.js';

export function readersRoom({ frame }: StudioParts): Hono {
  const room = new Hono();
  room.get('/', (context) =>
    show(
      context,
      <Document frame={frame} room="readers" title="Readers">
        <p>To be built.</p>
      </Document>,
    ),
  );
  return room;
}
