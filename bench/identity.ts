import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadReference } from './references.js';

/** A key and a certificate for 127.0.0.1 (PEM), and what makes another process trust it. */
export interface Identity {
  key: string;
  cert: string;
  env: Record<string, string>;
}

/** What is used of selfsigned. */
interface SelfsignedModule {
  generate(
    attributes: { name: string; value: string }[],
    options: { algorithm: string; keyType: string; extensions: object[] },
  ): Promise<{ private: string; cert: string }>;
}

/** Makes one that nobody else has, and writes its certificate into the folder. */
export async function makeIdentity(folder: string): Promise<Identity> {
  const { generate } = await loadReference<SelfsignedModule>('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const file = join(folder, 'certificate.pem');
  writeFileSync(file, cert);
  return { key, cert, env: { NODE_EXTRA_CA_CERTS: file } };
}
