// An app that registers itself with openid-client, and then signs people in. A line in, a line out: `verified` and what came
// of it, or `refused` and the reason. Arguments: issuer, redirect URI, initial access token.
import { createInterface } from 'node:readline';
import * as client from 'openid-client';

const [issuer, redirectUri, initialAccessToken] = process.argv.slice(2);

// Plain http is for servers on this machine.
const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];

let config;
let checks;

const commands = {
  async register(token = initialAccessToken) {
    const metadata = { redirect_uris: [redirectUri], client_name: 'Registers itself' };
    const options = { initialAccessToken: token, execute };
    config = await client.dynamicClientRegistration(new URL(issuer), metadata, undefined, options);
    const made = config.clientMetadata();
    return `${made.client_id} ${made.token_endpoint_auth_method} ${made.grant_types}`;
  },
  async code() {
    checks = {
      pkceCodeVerifier: client.randomPKCECodeVerifier(),
      expectedState: client.randomState(),
      expectedNonce: client.randomNonce(),
    };
    return client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
    }).href;
  },
  async callback(url) {
    const tokens = await client.authorizationCodeGrant(config, new URL(url), { ...checks, idTokenExpected: true });
    return tokens.claims().sub;
  },
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  try {
    console.log(`verified ${await commands[command](...rest)}`);
  } catch (error) {
    console.log(`refused ${error.error ?? error.code ?? ''} ${String(error.message).replaceAll('\n', ' ')}`);
  }
}
