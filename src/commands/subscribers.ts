import { Command, Option } from 'commander';
import type { App } from '../app.js';
import type { Status, Subscriber } from '../subscribers/subscriber.js';
import type { Context } from './context.js';
import { jsonOption, statusOption } from './options.js';
import { exportCommand, importReadersCommand } from './subscribers-files.js';

export function subscribersCommand(context: Context): Command {
  return new Command('subscribers')
    .description('keep the readers: add, list, show, import, export, unsubscribe, lift, erase')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(importReadersCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(unsubscribeCommand(context))
    .addCommand(liftCommand(context))
    .addCommand(eraseCommand(context));
}

function addCommand(context: Context): Command {
  return new Command('add')
    .description('add a reader who has agreed to be mailed')
    .argument('<address>', 'such as ada@example.com')
    .option('--name <name>', 'what the reader is called')
    .addOption(new Option('--format <format>', 'which letter').choices(['digest', 'brief']))
    .option('--topic <category>', 'a category of interest; may be repeated', collect, [])
    .addOption(jsonOption())
    .action(async (text: string, options: AddOptions) => {
      const app = await context.open();
      const { admitReader } = await import('../jobs/readers.js');
      const { name, format, topic: topics, json } = options;
      const preferences = {
        ...(name !== undefined && { name }),
        ...(format && { format }),
        ...(topics.length > 0 && { topics }),
      };
      const from = 'verdicts subscribers add';
      const { kind, subscriber } = await admitReader(app, text, preferences, from);
      if (json) context.terminal.json({ kind, subscriber });
      else if (kind === 'added') context.terminal.print(`Added reader ${subscriber.id}.`);
      else
        context.terminal.print(`The reader is there already, ${subscriber.id}; nothing changed.`);
    });
}

interface AddOptions {
  name?: string;
  format?: 'digest' | 'brief';
  topic: string[];
  json?: true;
}

function listCommand(context: Context): Command {
  return new Command('list')
    .description('list the readers')
    .addOption(statusOption())
    .addOption(jsonOption())
    .action(async ({ status, json }: { status?: Status; json?: true }) => {
      const store = await (await context.open()).subscribers();
      const { terminal } = context;
      let count = 0;
      if (json) terminal.print('[');
      for await (const batch of store.batches(status ? { status } : {})) {
        for (const reader of batch) {
          const line = json ? `${count ? ',' : ' '}${JSON.stringify(reader)}` : lineOf(reader);
          terminal.print(line);
          count += 1;
        }
      }
      if (json) terminal.print(']');
      else if (count === 0)
        terminal.print('There are no readers. `verdicts subscribers import` brings some in.');
      else terminal.note(`${count} reader${count === 1 ? '' : 's'}`);
    });
}

function showCommand(context: Context): Command {
  return new Command('show')
    .description('show all that is kept of one reader')
    .argument('<reader>', 'an address or an id')
    .addOption(jsonOption())
    .action(async (who: string, { json }: { json?: true }) => {
      const { findReader } = await import('../jobs/readers.js');
      const reader = await findReader(await context.open(), who);
      if (json) context.terminal.json(reader);
      else context.terminal.print(detailsOf(reader));
    });
}

function unsubscribeCommand(context: Context): Command {
  return new Command('unsubscribe')
    .description('take a reader off the list; only the reader can come back')
    .argument('<reader>', 'an address or an id')
    .option('--reason <text>', 'kept with the reader')
    .addOption(jsonOption())
    .action(async (who: string, { reason, json }: { reason?: string; json?: true }) => {
      const { unsubscribeReader } = await import('../jobs/readers.js');
      const { kind, subscriber } = await unsubscribeReader(await context.open(), who, reason);
      if (json) context.terminal.json({ kind, subscriber });
      else if (kind === 'changed') context.terminal.print(`Unsubscribed ${subscriber.id}.`);
      else context.terminal.print(`Reader ${subscriber.id} is ${subscriber.status} already.`);
    });
}

function liftCommand(context: Context): Command {
  return new Command('lift')
    .description('lift a suppression, knowing that mail arrives there again')
    .argument('<reader>', 'an address or an id')
    .option('-y, --yes', 'do not ask')
    .addOption(jsonOption())
    .action(async (who: string, { yes, json }: { yes?: true; json?: true }) => {
      const app: App = await context.open();
      const { findReader, liftReader } = await import('../jobs/readers.js');
      const { id, status, reason } = await findReader(app, who);
      const why = reason === undefined ? '' : ` (${reason})`;
      const question = `Reader ${id} is suppressed${why}. Lift that?`;
      if (status === 'suppressed' && !(await agreed(context, question, yes))) {
        context.terminal.print('Nothing was changed.');
        context.exitCode = 1;
        return;
      }
      const { kind, subscriber } = await liftReader(app, id);
      if (json) context.terminal.json({ kind, subscriber });
      else context.terminal.print(lifted(kind === 'changed', subscriber));
    });
}

function lifted(changed: boolean, { id, status }: Subscriber): string {
  if (!changed) return `Reader ${id} is not suppressed but ${status}; nothing changed.`;
  return status === 'active'
    ? `Lifted. Reader ${id} is active again. If the address is on Resend’s own suppression list, remove it there too.`
    : `Lifted. Reader ${id} is unsubscribed, as no consent is on record: only the reader can come back.`;
}

function eraseCommand(context: Context): Command {
  return new Command('erase')
    .description('remove a person from the store, keeping only a salted hash of the address')
    .argument('<reader>', 'an address or an id')
    .option('-y, --yes', 'do not ask')
    .addOption(jsonOption())
    .action(async (who: string, { yes, json }: { yes?: true; json?: true }) => {
      const app: App = await context.open();
      const { eraseReader, findReader } = await import('../jobs/readers.js');
      const { id } = await findReader(app, who);
      const question = `Erase reader ${id}? This cannot be undone.`;
      if (!(await agreed(context, question, yes))) {
        context.terminal.print('Nothing was erased.');
        context.exitCode = 1;
        return;
      }
      await eraseReader(app, id);
      if (json) context.terminal.json({ erased: id });
      else context.terminal.print(`Erased reader ${id}.`);
    });
}

/** Whoever sits there is asked, unless `--yes` says so; where nobody does, the command itself says it. */
async function agreed({ terminal }: Context, question: string, yes?: true): Promise<boolean> {
  return !terminal.interactive || yes === true || terminal.ask(question);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function lineOf({ id, status, format, topics, email }: Subscriber): string {
  const wanted = topics.length > 0 ? `  ${topics.join(', ')}` : '';
  return `${id}  ${status.padEnd(12)}  ${format.padEnd(6)}  ${email}${wanted}`;
}

function detailsOf(reader: Subscriber): string {
  return Object.entries(reader)
    .map(([field, value]) => {
      const text = field === 'topics' ? reader.topics.join(', ') || 'all' : value;
      return `${field.padEnd(11)} ${typeof text === 'string' ? text : JSON.stringify(text)}`;
    })
    .join('\n');
}
