// An app that uses openid-client as its README shows. A line in, a line out: `verified` and what came of it, or `refused`
// and the reason. Arguments: issuer, redirect URI, metadata of the client as JSON (with `privateKey`, its JWK, to sign).
import { createInterface } from 'node:readline';
import * as client from 'openid-client';

const [issuer, redirectUri, json] = process.argv.slice(2);
const { privateKey, client_id: clientId, ...metadata } = JSON.parse(json);

async function authentication() {
  if (!privateKey) return metadata.client_secret ? client.ClientSecretBasic(metadata.client_secret) : client.None();
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', privateKey, algorithm, false, ['sign']);
  return client.PrivateKeyJwt({ key, kid: privateKey.kid });
}

// Plain http is for servers on this machine.
const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
const discovered = async (options) =>
  client.discovery(new URL(issuer), clientId, metadata, await authentication(), { execute, ...options });

let config;
let checks;
let tokens;
let device;

async function authorize(scope, responseType, more = {}) {
  config = await discovered();
  if (responseType === 'code id_token') client.useCodeIdTokenResponseType(config);
  checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  return client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  }).href;
}

const commands = {
  issuer: async (algorithm) => (await discovered({ algorithm })).serverMetadata().issuer,
  code: (...scope) => authorize(scope.join(' '), 'code'),
  hybrid: (...scope) => authorize(scope.join(' '), 'code id_token'),
  async callback(url) {
    tokens = await client.authorizationCodeGrant(config, new URL(url), { ...checks, idTokenExpected: true });
    return tokens.claims().sub;
  },
  async userinfo() {
    const { sub, email } = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    return `${sub} ${email}`;
  },
  async refresh() {
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
    const fresh = renewed.access_token !== tokens.access_token;
    tokens = renewed;
    return fresh;
  },
  introspect: async () => (await client.tokenIntrospection(config, tokens.access_token)).active,
  async revoke() {
    await client.tokenRevocation(config, tokens.access_token);
    return 'revoked';
  },
  logout: (url) =>
    client.buildEndSessionUrl(config, { post_logout_redirect_uri: url, id_token_hint: tokens.id_token, state: 's1' }).href,
  async service(...scope) {
    config = await discovered();
    tokens = await client.clientCredentialsGrant(config, { scope: scope.join(' ') });
    return tokens.scope;
  },
  async device(...scope) {
    config = await discovered();
    device = await client.initiateDeviceAuthorization(config, { scope: scope.join(' ') });
    return `${device.verification_uri} ${device.user_code}`;
  },
  async poll() {
    tokens = await client.pollDeviceAuthorizationGrant(config, device);
    return tokens.claims().sub;
  },
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  try {
    console.log(`verified ${await commands[command](...rest)}`);
  } catch (error) {
    console.log(`refused ${[error.error, error.error_description, error.code, error.message, error.cause?.message].join(' | ')}`);
  }
}
