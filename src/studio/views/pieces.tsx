/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

/** What a thing is at the moment; each tone has its colours, and the words say the same. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: Child }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** One figure with what it counts and, it may be, a remark. */
export function Figure({ value, label, hint }: { value: Child; label: Child; hint?: Child }) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>
        <b>{value}</b>
        {hint && <span class="hint">{hint}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side. */
export function Figures({ children }: { children: Child }) {
  return <dl class="figures">{children}</dl>;
}

/** A share from 0 to 1 as a bar; what it says stands beside it in words, so it is hidden from readers of it. */
export function Bar({ share, tone = 'good' }: { share: number; tone?: Tone }) {
  const width = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10;
  return (
    <svg class={`bar ${tone}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rest" width="100" height="6" rx="1" />
      <rect class="part" width={width} height="6" rx="1" />
    </svg>
  );
}

/** What to say where there is nothing yet: why, and what to do. */
export function Empty({ title, children }: { title: string; children: Child }) {
  return (
    <div class="card empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Words that have what is typed, such as a command, between backticks, as messages for a terminal do. */
export function Words({ children }: { children: string }) {
  const parts = children.split('`');
  return <>{parts.map((part, at) => (at % 2 === 1 ? <code key={part}>{part}</code> : part))}</>;
}

/** Tells what a press has done, or what is wrong; read out when it appears. */
export function Notice({ tone, children }: { tone: 'good' | 'bad' | 'warn'; children: Child }) {
  return (
    <p class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}

/** What is wrong with a field, tied to it by `id` (`aria-describedby`). */
export function Problem({ id, children }: { id: string; children: Child }) {
  return (
    <p class="problem" id={id}>
      {children}
    </p>
  );
}
