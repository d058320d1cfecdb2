/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

interface StepProps {
  title: string;
  /** `now`: what is to be done next; `later`: what waits for it. */
  at: 'done' | 'now' | 'later';
  children: Child;
}

/** One step on the way to the readers. */
export function Step({ title, at, children }: StepProps) {
  return (
    <li class={`step ${at}`} {...(at === 'now' && { 'aria-current': 'step' })}>
      <h2>
        {title}
        <span class="visually-hidden">{at === 'done' ? ', done' : ''}</span>
      </h2>
      <div class="stack">{children}</div>
    </li>
  );
}
