import { randomBytes } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { z } from 'zod';

/** Work for a visitor's browser to do before it may sign up: ALTCHA, served by ourselves. */
export interface ProofOfWork {
  challenge(): Promise<Challenge>;
  /** Whether the payload, JSON in base64, solves a challenge of ours that is neither old nor used. */
  isSolved(payload: string): Promise<boolean>;
}

/** A challenge is to be solved within this time. */
const lifeMs = 20 * 60_000;
/** On average 4096 keys of 8 rounds of SHA-256 each: half a second to two in a browser. */
const work = { algorithm: 'SHA-256', cost: 8, keyPrefix: '000' };
const payloadLimit = 4000;

const Payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal(work.algorithm),
      nonce: z.string(),
      salt: z.string(),
      cost: z.literal(work.cost),
      keyLength: z.int(),
      keyPrefix: z.literal(work.keyPrefix),
      expiresAt: z.number(),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.int().min(0), derivedKey: z.string() }),
});

/**
 * Challenges signed with a secret of this process: after a restart those under way are void, and their
 * visitors are taken for ones without JavaScript. The library tells time by the machine's own clock.
 */
export function createProofOfWork(capacity = 50_000): ProofOfWork {
  const hmacSignatureSecret = randomBytes(32).toString('hex');
  const used = new Set<string>();
  return {
    challenge: () =>
      createChallenge({
        ...work,
        deriveKey,
        expiresAt: new Date(Date.now() + lifeMs),
        hmacSignatureSecret,
      }),
    async isSolved(payload) {
      const parsed = Payload.safeParse(jsonIn(payload));
      if (!parsed.success) return false;
      const { challenge, solution } = parsed.data;
      if (used.has(challenge.signature)) return false;
      const { verified } = await verifySolution({
        challenge,
        solution,
        deriveKey,
        hmacSignatureSecret,
      });
      if (!verified || used.has(challenge.signature)) return false;
      used.add(challenge.signature);
      const [oldest] = used;
      if (used.size > capacity && oldest !== undefined) used.delete(oldest);
      return true;
    },
  };
}

function jsonIn(payload: string): unknown {
  if (payload === '' || payload.length > payloadLimit) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString());
  } catch {
    return undefined; // Whatever it is, it solves nothing.
  }
}
