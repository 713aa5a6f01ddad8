// oauth4webapi, which takes nothing that a standard does not say. A line in, a line out: `verified` and what came of it, or
// `refused` and the reason. Arguments: issuer, redirect URI, client id, secret, `dpop` if tokens are to be bound.
import { createInterface } from 'node:readline';
import * as oauth from 'oauth4webapi';

const [issuer, redirectUri, clientId, secret, binding] = process.argv.slice(2);
const client = { client_id: clientId };
const authentication = secret ? oauth.ClientSecretBasic(secret) : oauth.None();
const keys = binding && (await oauth.generateKeyPair('ES256'));
const options = keys ? { DPoP: oauth.DPoP(client, keys) } : {};

let server;
let checks;
let tokens;

// RFC 9449 §8: the first proof has no nonce, so the first request may be asked for another.
async function again(request, process) {
  try {
    return await process(await request());
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return process(await request());
  }
}

async function begin(responseType, more = {}) {
  const url = new URL(issuer);
  server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url));
  const verifier = oauth.generateRandomCodeVerifier();
  checks = { verifier, state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), responseType, ...more };
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: responseType,
    scope: 'openid profile offline_access',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    max_age: '3600',
    ...more,
  });
  return parameters;
}

const address = (parameters) => `${server.authorization_endpoint}?${new URLSearchParams(parameters)}`;

function answer(url) {
  if (checks.response_mode === 'jwt') return oauth.validateJwtAuthResponse(server, client, url, checks.state);
  if (checks.responseType === 'code') return oauth.validateAuthResponse(server, client, url, checks.state);
  return oauth.validateCodeIdTokenResponse(server, client, url, checks.nonce, checks.state);
}

const commands = {
  code: async () => address(await begin('code')),
  hybrid: async () => address(await begin('code id_token')),
  signed: async () => address(await begin('code', { response_mode: 'jwt' })),
  async pushed() {
    const parameters = await begin('code');
    const pushed = await again(
      () => oauth.pushedAuthorizationRequest(server, client, authentication, parameters, options),
      (response) => oauth.processPushedAuthorizationResponse(server, client, response),
    );
    return address({ client_id: clientId, request_uri: pushed.request_uri });
  },
  async callback(url) {
    const parameters = await answer(new URL(url));
    tokens = await again(
      () =>
        oauth.authorizationCodeGrantRequest(
          server, client, authentication, parameters, redirectUri, checks.verifier, options),
      (response) =>
        oauth.processAuthorizationCodeResponse(server, client, response, {
          expectedNonce: checks.nonce,
          maxAge: 3600,
          requireIdToken: true,
        }),
    );
    return `${tokens.token_type} ${oauth.getValidatedIdTokenClaims(tokens).name}`;
  },
  async userinfo() {
    const { sub } = oauth.getValidatedIdTokenClaims(tokens);
    const response = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    return (await oauth.processUserInfoResponse(server, client, sub, response)).name;
  },
  async refresh() {
    const renewed = await again(
      () => oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token, options),
      (response) => oauth.processRefreshTokenResponse(server, client, response),
    );
    return renewed.token_type;
  },
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  try {
    console.log(`verified ${await commands[command](...rest)}`);
  } catch (error) {
    console.log(`refused ${error} ${error.cause ? JSON.stringify(error.cause) : ''}`);
  }
}
