import type { Report } from './report.js';

/** Whether messages were accepted and not one event has come of them: then the counts say nothing yet. */
export function isUntold({ receipt, clicked, ...counts }: Report): boolean {
  const { sent, delivered, delayed, bounced, complained, suppressed, failed, opened } = counts;
  const events = [sent, delivered, delayed, bounced.readers, complained, suppressed, failed];
  const came = [...events, opened.all.times, clicked.all.times].some((count) => count > 0);
  return receipt.accepted > 0 && !came;
}

/** What whoever reads such a report is told; `publicUrl` is without a trailing slash. */
export function untoldWords(publicUrl: string): string {
  return `Not one event has come yet. Resend’s webhooks tell what was delivered, bounced, opened and clicked; they go to ${publicUrl}/webhooks/resend, where \`verdicts serve\` must be running.`;
}
