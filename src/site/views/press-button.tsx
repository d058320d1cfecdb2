/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

interface PressButtonProps {
  action: string;
  /** What the button says of itself to the server. */
  name?: string;
  value?: string;
  look?: 'quiet' | 'danger';
  children: Child;
}

/** A form that is one button: only pressing it changes anything. */
export function PressButton({ action, name, value, look, children }: PressButtonProps) {
  return (
    <form method="post" action={action}>
      <button
        class={look === undefined ? 'button' : `button ${look}`}
        type="submit"
        {...(name !== undefined && { name, value })}
      >
        {children}
      </button>
    </form>
  );
}
