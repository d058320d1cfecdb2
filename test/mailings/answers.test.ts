import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortReply } from '../../src/mailings/answers.js';

const failed = (statusCode: unknown, name: unknown, headers: Record<string, string> = {}) =>
  sortReply({ data: null, error: { statusCode, name, message: 'because' }, headers }, 2);

const answered = (data: unknown, size = 2) => sortReply({ data, error: null, headers: {} }, size);

describe('an answer from Resend', () => {
  it.each([
    ['rate_limit_exceeded', 429, 'again'],
    ['some_new_limit', 429, 'again'],
    ['daily_quota_exceeded', 429, 'quota'],
    ['monthly_quota_exceeded', 429, 'quota'],
    ['concurrent_idempotent_requests', 409, 'unknown'],
    ['invalid_idempotent_request', 409, 'conflict'],
    ['never_seen_before', 409, 'unknown'],
    ['missing_api_key', 401, 'stop'],
    ['invalid_api_key', 403, 'stop'],
    ['validation_error', 403, 'stop'],
    ['validation_error', 422, 'stop'],
    ['never_seen_before', 418, 'stop'],
    ['never_seen_before', 304, 'unknown'],
    ['request_timeout', 408, 'unknown'],
    ['too_early', 425, 'unknown'],
    ['application_error', 500, 'unknown'],
    ['bad_gateway', 502, 'unknown'],
    ['application_error', null, 'unknown'],
  ])('%s with status %s is sorted as %s', (name, status, kind) => {
    expect(failed(status, name)).toMatchObject({ kind });
  });

  it.each([
    ['3', 3000],
    ['0', 0],
    ['1e9', 31 * 24 * 3600_000],
  ])('says how long to wait, as the header %s does, and at most a month', (seconds, waitMs) => {
    const headers = { 'retry-after': seconds };
    expect(failed(429, 'rate_limit_exceeded', headers)).toMatchObject({ waitMs });
    expect(failed(429, 'daily_quota_exceeded', headers)).toMatchObject({ waitMs });
  });

  it('says nothing of how long to wait where the headers do not', () => {
    expect(failed(429, 'rate_limit_exceeded', { 'retry-after': '-1' })).not.toHaveProperty(
      'waitMs',
    );
    expect(failed(429, 'rate_limit_exceeded')).not.toHaveProperty('waitMs');
    expect(failed(429, 'rate_limit_exceeded', { 'retry-after': 'soon' })).not.toHaveProperty(
      'waitMs',
    );
  });

  it('gives ids to the messages that were taken and reasons to the others', () => {
    const errors = [{ index: 0, message: 'no' }];
    const accepted = { kind: 'accepted', ids: ['b'], refused: errors };
    expect(answered({ data: [{ id: 'b' }], errors })).toEqual(accepted);
    expect(answered({ data: [null, { id: 'b' }], errors })).toEqual(accepted);
    expect(answered({ data: [{ id: 'a' }, { id: 'b' }], errors })).toEqual(accepted);
    expect(answered({ data: [{ id: 'a' }, { id: 'b' }] })).toMatchObject({
      ids: ['a', 'b'],
      refused: [],
    });
  });

  it('is unknown when its numbers do not fit the batch', () => {
    expect(answered({ data: [{ id: 'a' }] })).toMatchObject({ kind: 'unknown' });
    expect(answered({ data: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })).toMatchObject({
      kind: 'unknown',
    });
    expect(answered({ data: [{ id: 'a' }, {}] })).toMatchObject({ kind: 'unknown' });
    expect(answered({ data: [{ id: 'a' }], errors: [{ index: 7, message: '' }] })).toMatchObject({
      kind: 'unknown',
    });
  });

  it('gives Resend’s reason as part of a sentence, without the addresses and keys that it quotes', () => {
    const message =
      'You can only send testing emails to your own email address (owner@example.com), not with re_AbCdEf12_key..';
    const error = { name: 'validation_error', statusCode: 403, message };
    expect(sortReply({ data: null, error, headers: {} }, 1)).toMatchObject({
      kind: 'stop',
      reason:
        'validation_error (403): You can only send testing emails to your own email address ([address]), not with [key]',
    });
  });

  it('is never accepted unless every message is accounted for, whatever comes', () => {
    const entry = fc.constantFrom(null, {}, { id: '' }, { id: 'a' }, { id: 'b' });
    const refusal = fc.record({ index: fc.integer({ min: -1, max: 5 }), message: fc.string() });
    const body = fc.record(
      {
        data: fc.array(fc.oneof({ weight: 20, arbitrary: entry }, fc.anything()), { maxLength: 5 }),
        errors: fc.oneof(fc.array(refusal, { maxLength: 3 }), fc.anything()),
      },
      { requiredKeys: ['data'] },
    );
    const error = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.anything());
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: body }, fc.anything()),
        error,
        fc.integer({ min: 1, max: 4 }),
        (data, refused, size) => {
          const answer = sortReply({ data, error: refused, headers: {} }, size);
          if (answer.kind !== 'accepted') return;
          accepted += 1;
          const places = new Set(answer.refused.map(({ index }) => index));
          expect(answer.ids.length + places.size).toBe(size);
          expect(answer.ids.every(Boolean)).toBe(true);
          expect([...places].every((place) => place >= 0 && place < size)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
