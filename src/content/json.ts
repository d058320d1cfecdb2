export type JsonReading =
  | { ok: true; value: unknown }
  | { ok: false; line: number; column: number; reason: string };

/**
 * Parses a JSON text, with or without a byte order mark. Where it is none: the line and column
 * (from 1) of the first character that does not fit, and the parser's own reason.
 */
export function parseJson(text: string): JsonReading {
  const json = text.replace(/^\ufeff/, '');
  const reason = faultOf(json);
  if (reason === null) return { ok: true, value: JSON.parse(json) };
  const before = json.slice(0, firstMisfit(json)).split('\n');
  return {
    ok: false,
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    reason: reason.replace(/ in JSON at position \d+.*| \(line \d+ column \d+\)/, ''),
  };
}

function faultOf(json: string): string | null {
  try {
    JSON.parse(json);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The parser does not tell the place of every fault, but a text that is only too short it calls
 * that. So the misfit is the end of the longest beginning that could still go on to be JSON.
 */
function firstMisfit(json: string): number {
  let fits = 0;
  let fails = json.length + 1;
  while (fails - fits > 1) {
    const length = Math.floor((fits + fails) / 2);
    if (couldGoOn(json.slice(0, length))) fits = length;
    else fails = length;
  }
  return fits;
}

function couldGoOn(beginning: string): boolean {
  const fault = faultOf(beginning);
  if (fault === null) return true;
  const place = /at position (\d+)/.exec(fault)?.[1];
  if (place !== undefined) return Number(place) >= beginning.length;
  return fault.includes('end of JSON input');
}
