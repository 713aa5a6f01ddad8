// An issuer with real keys on a free port of the loopback: key set, metadata, user info, and whatever tokens a test wants.
import { createServer } from 'node:http';
import { webcrypto as crypto } from 'node:crypto';

const KEY_KINDS = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  EdDSA: { name: 'Ed25519' },
};

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
const json = (value) => base64url(JSON.stringify(value));
const now = () => Math.floor(Date.now() / 1000);

export async function atHash(accessToken, digest = 'SHA-256') {
  const hash = await crypto.subtle.digest(digest, new TextEncoder().encode(accessToken));
  return base64url(hash.slice(0, hash.byteLength / 2));
}

export class Issuer {
  keys = {};
  published = [];
  headers = {};
  userInfo = { sub: '00u1ada' };
  metadata = {};
  requests = [];

  static async start() {
    const issuer = new Issuer();
    for (const [alg, kind] of Object.entries(KEY_KINDS)) {
      const pair = await crypto.subtle.generateKey(kind, true, ['sign', 'verify']);
      issuer.keys[alg] = pair.privateKey;
      issuer.published.push({ ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), alg, kid: alg, use: 'sig' });
    }
    issuer.server = createServer((request, response) => issuer.answer(request, response));
    await new Promise((listening) => issuer.server.listen(0, '127.0.0.1', listening));
    issuer.base = `http://127.0.0.1:${issuer.server.address().port}`;
    issuer.url = `${issuer.base}/oauth2/default`;
    return issuer;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  answer(request, response) {
    this.requests.push({ path: request.url, authorization: request.headers.authorization });
    const body = {
      '/oauth2/default/v1/keys': { keys: this.published },
      '/oauth2/v1/keys': { keys: this.published },
      '/oauth2/default/v1/userinfo': this.userInfo,
      '/oauth2/default/.well-known/openid-configuration': this.metadata,
      '/api/messages': { messages: [] },
    }[request.url];
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', ...this.headers });
    response.end(body ? JSON.stringify(body) : '{}');
  }

  async sign(claims, { alg = 'RS256', kid = alg, header = {} } = {}) {
    const signed = `${json({ kid, alg, ...header })}.${json(claims)}`;
    const key = this.keys[kid] ?? this.keys[alg] ?? this.keys.RS256;
    return `${signed}.${base64url(await crypto.subtle.sign(KEY_KINDS[key.algorithm.name === 'ECDSA' ? 'ES256'
      : key.algorithm.name === 'Ed25519' ? 'EdDSA' : 'RS256'], key, Buffer.from(signed)))}`;
  }

  // A right answer to the request, but for what `change` says.
  async fragment({ nonce, state }, { claims = {}, accessToken = 'at.for.ada', members = {}, ...signing } = {}) {
    const idToken = await this.sign({
      iss: this.url, aud: '0oa1spa', sub: '00u1ada', nonce, iat: now(), exp: now() + 3600,
      at_hash: await atHash(accessToken ?? '', signing.alg === 'EdDSA' ? 'SHA-512' : 'SHA-256'), ...claims,
    }, signing);
    const answer = { id_token: idToken, access_token: accessToken ?? undefined, token_type: 'Bearer', expires_in: '3600',
      scope: 'profile openid', state, ...members };
    return new URLSearchParams(Object.entries(answer).filter(([, value]) => value !== undefined)).toString();
  }
}
