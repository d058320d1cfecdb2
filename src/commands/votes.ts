import { Command } from 'commander';
import type { ToolVotes } from '../jobs/reporting.js';
import type { Context } from './context.js';
import { jsonOption } from './options.js';
import { table } from './table.js';

export function votesCommand(context: Context): Command {
  return new Command('votes')
    .description('show what readers vote on each tool, and where they disagree most with the panel')
    .addOption(jsonOption())
    .action(async ({ json }: { json?: true }) => {
      const app = await context.open();
      const { toolVotes } = await import('../jobs/reporting.js');
      const tools = await toolVotes(app);
      const quorum = app.config.communityQuorum;
      if (json) context.terminal.json({ quorum, tools });
      else context.terminal.print(votesLines(tools, quorum));
    });
}

/** Each tool as a line to read, the widest disagreements first, and what stands out. */
export function votesLines(tools: readonly ToolVotes[], quorum: number): string {
  if (tools.length === 0) return 'There are no tools to vote on.';
  const rows = table(tools, [
    { heading: 'tool', cell: ({ name }) => name },
    { heading: 'panel', cell: ({ panelShip }) => share(panelShip).padStart(5) },
    { heading: 'community', cell: ({ community }) => share(community).padStart(9) },
    { heading: 'ship', cell: ({ ship }) => ship },
    { heading: 'skip', cell: ({ skip }) => skip },
    { heading: 'apart', cell: ({ apart }) => (apart === null ? '—' : String(apart)).padStart(5) },
    { heading: 'slug', cell: ({ tool }) => tool },
  ]);
  return `${rows}\n\n${sentenceOn(tools[0], quorum)}`;
}

function sentenceOn(first: ToolVotes | undefined, quorum: number): string {
  if (!first || first.apart === null) {
    return `The community’s share is shown from ${quorum} votes on; no tool has as many.`;
  }
  if (first.apart === 0) return 'Readers and panel agree.';
  return `Readers and panel are furthest apart on ${first.name}: ${share(first.community)} of readers would ship it, and ${share(first.panelShip)} of the panel.`;
}

/** A share in whole percent, or a dash where there is none. */
export function share(percent: number | null): string {
  return percent === null ? '—' : `${percent}%`;
}
