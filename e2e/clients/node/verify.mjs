// Verifies tokens with @okta/jwt-verifier as long as lines come in: `access TOKEN` or `id NONCE TOKEN`. It answers a line
// each: `verified` and the subject, or `refused` and the reason. Arguments: issuer, audience, client id.
import { createInterface } from 'node:readline';
import OktaJwtVerifier from '@okta/jwt-verifier';

const [issuer, audience, clientId] = process.argv.slice(2);
const verifier = new OktaJwtVerifier({ issuer, clientId });

const verify = {
  access: (token) => verifier.verifyAccessToken(token, audience),
  id: (nonce, token) => verifier.verifyIdToken(token, clientId, nonce),
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [kind, ...rest] = line.split(' ');
  try {
    console.log(`verified ${(await verify[kind](...rest)).claims.sub}`);
  } catch (error) {
    console.log(`refused ${error.message}`);
  }
}
