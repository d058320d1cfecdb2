/** @jsxImportSource hono/jsx */
import { FieldProblem } from './field-problem.js';

interface EmailFieldProps {
  label: string;
  value?: string | undefined;
  /** What is wrong with what was typed. */
  problem?: string | undefined;
}

/** Asks for an email address, with what is wrong beside it; then the page opens there. */
export function EmailField({ label, value, problem }: EmailFieldProps) {
  return (
    <div class="field">
      <label for="email">{label}</label>
      <input
        id="email"
        type="email"
        name="email"
        required
        maxlength={254}
        autocomplete="email"
        {...(value !== undefined && { value })}
        {...(problem !== undefined && {
          'aria-invalid': 'true' as const,
          'aria-describedby': 'email-problem',
          autofocus: true,
        })}
      />
      <FieldProblem of="email" problem={problem} />
    </div>
  );
}
