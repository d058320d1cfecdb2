/** @jsxImportSource hono/jsx */
import { titleOf } from '../../content/page.js';
import { panelShip } from '../../content/tool.js';
import { outcomeOf } from '../../content/verdict.js';
import type { NamedTool, SideBySide } from '../../editions/side-by-side.js';
import { paths } from '../../letters/links.js';
import { Named } from './named.js';

/** Shares of readers' votes that say ship, in percent; null below the quorum. */
export interface Shares {
  left: number | null;
  right: number | null;
}

interface ComparisonListProps {
  comparisons: readonly SideBySide[];
  figures: (sides: SideBySide) => Shares;
}

/** Comparisons with how each came out. */
export function ComparisonList({ comparisons, figures }: ComparisonListProps) {
  return (
    <ul class="list">
      {comparisons.map((sides) => {
        const names = [sides.left.name, sides.right.name];
        return (
          <li key={sides.slug}>
            <p>
              <a href={paths.comparison(sides.slug)}>
                <Named names={names}>{titleOf(sides.left, sides.right)}</Named>
              </a>
            </p>
            <p class="note muted">
              <Named names={names}>{sentenceOf(sides, figures(sides))}</Named>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** How a comparison came out, as a sentence. */
export function sentenceOf({ left, right }: SideBySide, shares: Shares): string {
  return outcomeOf(contender(left, shares.left), contender(right, shares.right)).sentence;
}

function contender({ name, entry, reviews }: NamedTool, share: number | null) {
  return { name, entry, panelShip: panelShip(reviews), community: share };
}
