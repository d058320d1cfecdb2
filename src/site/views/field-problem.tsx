/** @jsxImportSource hono/jsx */

interface FieldProblemProps {
  /** Of the field; the problem's own ends in `-problem`. */
  of: string;
  problem: string | undefined;
}

/** What is wrong with what a field holds, beside the field; nothing where nothing is. */
export function FieldProblem({ of, problem }: FieldProblemProps) {
  if (problem === undefined) return null;
  return (
    <p id={`${of}-problem`} class="problem">
      {problem}
    </p>
  );
}
