/** @jsxImportSource hono/jsx */
import { FieldProblem } from './field-problem.js';

/** The field by which a form says that it offered topics: then none chosen means all. */
export const topicsOffered = 'topics-offered';

/**
 * The topics to choose from: the categories and, where a reader has some that the content no longer has,
 * those. None where there is nothing to choose: a single category, and no reader who asked for it.
 */
export function topicsOnOffer(
  categories: readonly string[],
  own: readonly string[] = [],
): readonly string[] {
  const known = new Set(categories.map((category) => category.toLowerCase()));
  const all = [...categories, ...own.filter((topic) => !known.has(topic.toLowerCase()))];
  return own.length === 0 && all.length < 2 ? [] : all;
}

interface TopicChoiceProps {
  /** As `topicsOnOffer` answers them. */
  offered: readonly string[];
  chosen: readonly string[];
  /** What is wrong with what was chosen. */
  problem?: string | undefined;
}

/** The topics to choose from, if there are any. */
export function TopicChoice({ offered, chosen, problem }: TopicChoiceProps) {
  if (offered.length === 0) return null;
  const wanted = new Set(chosen.map((topic) => topic.toLowerCase()));
  return (
    <fieldset id="topics" {...(problem !== undefined && { 'aria-describedby': 'topics-problem' })}>
      <legend>Topics (choose none to get all)</legend>
      <input type="hidden" name={topicsOffered} value="yes" />
      {offered.map((topic) => (
        <label key={topic} class="choice">
          <input
            type="checkbox"
            name="topics"
            value={topic}
            checked={wanted.has(topic.toLowerCase())}
          />
          <span>{topic}</span>
        </label>
      ))}
      <FieldProblem of="topics" problem={problem} />
    </fieldset>
  );
}
