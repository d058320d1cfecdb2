import type { DescribedSettings } from '../config.js';
import { type Diagnosis, error, ok, warning } from './diagnosis.js';

const remedy = 'Set it in the environment or in .env; .env.example says what each setting means.';

/** Each setting with its value and where that came from, and before them whatever is wrong. */
export function checkSettings(described: DescribedSettings): Diagnosis[] {
  const { settings, problems, unknown, config } = described;
  const width = Math.max(...settings.map(({ name }) => name.length));
  return [
    ...problems.map((problem) => error('settings', `${problem}.`, remedy)),
    ...unknown.map((name) =>
      warning(
        'settings',
        `.env sets ${name}, which is no setting.`,
        'Correct the name as in .env.example, or remove the line if nothing else needs it.',
      ),
    ),
    ...unheard(config),
    ...settings.map(({ name, value, from }) =>
      ok('settings', `${name.padEnd(width)}  ${value ?? 'not set'}${value ? `  (${from})` : ''}`),
    ),
  ];
}

/** Without the secret every webhook is refused, and bounces and complaints suppress nobody. */
function unheard({ door, webhookSecret }: DescribedSettings['config']): Diagnosis[] {
  if (door.to === 'sandbox' || webhookSecret !== undefined) return [];
  return [
    warning(
      'settings',
      'RESEND_API_KEY is set, but RESEND_WEBHOOK_SECRET is not: what bounces is never heard of, and is mailed again.',
      'Add a webhook to PUBLIC_URL/webhooks/resend at https://resend.com/webhooks, and set RESEND_WEBHOOK_SECRET to its signing secret.',
    ),
  ];
}
