import { z } from 'zod';
import { Prose } from './prose.js';
import { Slug } from './slug.js';

/** The viewpoint of a reviewer, such as `builder`; which there are is `data/panel.json`'s to say. */
export const Lens = Slug;
export type Lens = z.infer<typeof Lens>;

const PanelMember = z.strictObject({ lens: Lens, label: Prose });

/** The reviewers in the order in which a scorecard lists them. */
export const Panel = z
  .array(PanelMember)
  .min(1)
  .refine((members) => new Set(members.map(({ lens }) => lens)).size === members.length, {
    error: 'expected each lens once',
  });
export type Panel = z.infer<typeof Panel>;
