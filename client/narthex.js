// The browser side of Narthex: starts the implicit flow and takes the tokens out of the fragment.
// Importing it has one effect: an answer in the address bar is taken out of it at once, before a router or anything
// that is loaded later can read it, and waits in memory for handleRedirect().

const PREFIX = 'narthex:';
const TRANSACTION_LIFETIME = 60 * 60 * 1000; // ms: as long as the server keeps a paused request
const TRANSACTIONS_AT_MOST = 32;
const LEEWAY = 5 * 60; // s: how far the clocks of device and server may be apart

const MEMBER = /^((access|id)_token|token_type|expires_in|scope|state|iss|error(_description)?)$/;
const TOKEN = /^(access|id)_token$/;

const ALGORITHMS = {
  RS256: { kty: 'RSA', use: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, digest: 'SHA-256' },
  ES256: { kty: 'EC', crv: 'P-256', use: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, digest: 'SHA-256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', use: { name: 'Ed25519' }, digest: 'SHA-512' },
};

const NEXT_STEP = {
  login_required: 'Nobody is signed in there, as far as this request could see. Call signIn() without prompt=none.',
  consent_required: 'The person has to agree to the scopes first. Call signIn() without prompt=none.',
  access_denied: 'If the person did not decline: look at the assignments of the app and at the access policies.',
  temporarily_unavailable: 'Try again in a moment.',
};

/** Whatever goes wrong: `code` is for programs, the message says what happened and what to do next. */
export class NarthexError extends Error {
  constructor(code, message, details) {
    super(message);
    this.name = 'NarthexError';
    this.code = code;
    Object.assign(this, details);
  }
}

const fail = (code, message, details) => {
  throw new NarthexError(code, message, details);
};

// Reads `#a=b`, `#/a=b`, `#!/a=b`, `#/route?a=b` and `#/route&a=b`; what belongs to the app's router is left alone.
function split(hash) {
  const answer = {};
  const rest = hash.replace(/(^#!?\/?|[?&#])([a-z_]+)=([^?&#]*)/g, (all, before, name, value) => {
    if (!MEMBER.test(name)) return all;
    answer[name] = name in answer ? null : value;
    return '';
  });
  const isAnswer = 'access_token' in answer || 'id_token' in answer || ('error' in answer && 'state' in answer);
  return isAnswer ? { answer, rest: rest === '#' ? '' : rest } : {};
}

function takeFromAddressBar() {
  const { answer, rest } = split(globalThis.location?.hash ?? '');
  if (answer) history.replaceState(history.state, '', location.pathname + location.search + rest);
  return answer;
}

let waiting = takeFromAddressBar();

function decoded(answer) {
  const values = {};
  for (const [name, value] of Object.entries(answer)) {
    // RFC 6749 §3.1: parameters are not sent more than once.
    if (value === null) fail('response_malformed', `The answer has two values for ${name}. Sign in again.`);
    try {
      // Tokens are URL-safe as they are; the rest is encoded as form values.
      values[name] = TOKEN.test(name) ? value : decodeURIComponent(value.replaceAll('+', ' '));
    } catch {
      fail('response_malformed', `The answer's ${name} is not encoded as a form value. Sign in again.`);
    }
  }
  return values;
}

// One stored transaction per state, so that tabs and double clicks cannot overwrite each other.
function stores() {
  return ['sessionStorage', 'localStorage'].flatMap((name) => {
    try {
      return globalThis[name] ?? [];
    } catch {
      return []; // a browser that blocks site data throws on the mere mention
    }
  });
}

function prune(store) {
  const kept = [];
  for (const key of Object.keys(store).filter((key) => key.startsWith(PREFIX))) {
    const { at } = parse(store.getItem(key)) ?? {};
    if (Date.now() - at < TRANSACTION_LIFETIME) kept.push([at, key]);
    else store.removeItem(key);
  }
  kept.sort(([a], [b]) => b - a);
  for (const [, key] of kept.slice(TRANSACTIONS_AT_MOST - 1)) store.removeItem(key);
}

function remember(transaction) {
  for (const store of stores()) {
    try {
      prune(store);
      return store.setItem(PREFIX + transaction.state, JSON.stringify(transaction));
    } catch {
      // full or blocked: the next store may not be
    }
  }
  fail('storage_blocked', 'This browser keeps no data for this site, so an answer could not be recognised. '
    + 'Allow site data for it and try again.');
}

function consume(state, client) {
  if (!state) fail('state_missing', 'Nothing in the answer shows that this page asked for it. Sign in again.');
  for (const store of stores()) {
    const transaction = parse(store.getItem(PREFIX + state));
    store.removeItem(PREFIX + state);
    if (transaction?.client !== client) continue;
    if (Date.now() - transaction.at < TRANSACTION_LIFETIME) return transaction;
    const { returnTo } = transaction;
    fail('state_expired', 'This sign-in began more than an hour ago. Sign in again.', { returnTo });
  }
  return fail('state_unknown', 'This answer was used before, or asked for in another tab or browser. Sign in again.');
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

function decodeToken(token) {
  try {
    const [header, payload, signature] = token.split('.');
    const json = (part) => JSON.parse(new TextDecoder().decode(bytesOf(part)));
    return {
      header: json(header), claims: json(payload), signature: bytesOf(signature),
      signed: new TextEncoder().encode(`${header}.${payload}`),
    };
  } catch {
    return fail('id_token_malformed', 'The ID token is not a signed JWT. Is the issuer the right one?');
  }
}

// The server's clock comes along with its keys: fetched anew each time, for a cached answer has an old Date.
async function fetchKeys(url) {
  const response = await request('keys_unavailable', url, { cache: 'no-cache' });
  const date = Date.parse(response.headers.get('date'));
  const body = await response.json().catch(() => null);
  if (!Array.isArray(body?.keys)) fail('keys_unavailable', `${url} is not a key set. Is the issuer the right one?`);
  return { keys: body.keys, clockOffset: Math.round((date - Date.now()) / 1000) || 0 };
}

async function request(code, url, init) {
  let response;
  try {
    response = await fetch(url, { credentials: 'omit', ...init });
  } catch (cause) {
    fail(code, `${url} cannot be reached. Is it up, and does connect-src of this page's policy allow it?`, { cause });
  }
  if (!response.ok) fail(code, `${url} answered ${response.status}.`, { status: response.status });
  return response;
}

async function checkSignature({ header, signed, signature }, keys) {
  // RFC 7515 §4.1.11: what a header marks as critical has to be understood; there is nothing of the kind here.
  if (header.crit) fail('alg_unsupported', 'The ID token demands an extension that is not known here.');
  const alg = header.alg === 'Ed25519' ? 'EdDSA' : header.alg;
  const algorithm = Object.hasOwn(ALGORITHMS, alg) ? ALGORITHMS[alg]
    : fail('alg_unsupported', `The ID token is signed with ${header.alg}: only RS256, ES256 and EdDSA are accepted.`);
  const jwk = keys.find((key) => key.kid === header.kid && key.use !== 'enc')
    ?? fail('key_unknown', `The issuer publishes no key ${header.kid}. Is the token from another issuer?`);
  if (jwk.kty !== algorithm.kty || jwk.crv !== algorithm.crv || (jwk.alg && jwk.alg !== header.alg)) {
    fail('alg_mismatch', `Key ${header.kid} is not a key for ${header.alg}.`);
  }
  const { kty, crv, n, e, x, y } = jwk;
  const key = await crypto.subtle.importKey('jwk', { kty, crv, n, e, x, y }, algorithm.use, false, ['verify'])
    .catch((cause) => fail('alg_unsupported', `This browser cannot check ${header.alg} signatures. `
      + 'Let the authorization server sign with RS256.', { cause }));
  if (!await crypto.subtle.verify(algorithm.use, key, signature, signed)) {
    fail('signature_invalid', 'The signature of the ID token is wrong. Do not use its content.');
  }
  return algorithm.digest;
}

// OIDC Core 1.0 §3.2.2.11: issuer, audience, authorized party and nonce are the ones this page asked for.
function checkClaims(claims, { issuer, clientId, nonce }) {
  const audience = [claims.aud].flat();
  if (claims.iss !== issuer) fail('issuer_mismatch', `The ID token is from ${claims.iss}, not from ${issuer}.`);
  if (!audience.includes(clientId)) fail('audience_mismatch', `The ID token is for ${audience}, not for ${clientId}.`);
  if ((audience.length > 1 || claims.azp !== undefined) && claims.azp !== clientId) {
    fail('azp_mismatch', `The ID token was issued to ${claims.azp ?? 'nobody in particular'}, not to ${clientId}.`);
  }
  if (!claims.sub) fail('id_token_malformed', 'The ID token names nobody (no sub).');
  if (claims.nonce !== nonce) fail('nonce_mismatch', 'The ID token answers another request. Sign in again.');
}

function untimely({ iat, exp, auth_time: authTime }, maxAge, now) {
  if (!(iat <= now + LEEWAY)) return ['token_from_future', 'The ID token was issued in the future.'];
  if (!(exp > now - LEEWAY)) return ['token_expired', 'The ID token has expired.'];
  if (maxAge !== undefined && !(now - authTime <= maxAge + LEEWAY)) {
    return ['authentication_too_old', 'The person signed in longer ago than asked for.'];
  }
  return null;
}

// A wrong clock on the device must not lock people out: whatever it refuses is judged again by the server's clock.
function checkTimes(claims, maxAge, clockOffset) {
  const now = Date.now() / 1000;
  const problem = untimely(claims, maxAge, now) && untimely(claims, maxAge, now + clockOffset);
  if (!problem) return;
  const off = Math.abs(clockOffset) > LEEWAY
    ? ` The clock of this device is off by ${duration(clockOffset)}: set it right.` : ' Sign in again.';
  fail(problem[0], problem[1] + off, { clockOffset });
}

function duration(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const length = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return `${length} (${seconds > 0 ? 'behind' : 'ahead'})`;
}

// OIDC Core 1.0 §3.2.2.9: the access token is the one that the ID token was issued with.
async function checkAccessToken(accessToken, atHash, digest) {
  if (!atHash) fail('at_hash_missing', 'The ID token does not vouch for the access token (no at_hash). Do not use it.');
  const hash = new Uint8Array(await crypto.subtle.digest(digest, new TextEncoder().encode(accessToken)));
  if (base64url(hash.subarray(0, hash.length / 2)) !== atHash) {
    fail('at_hash_mismatch', 'The access token was not issued with this ID token. Do not use it.');
  }
}

// As far as names can tell: a hidden frame on another site has no cookies in most browsers.
function onAnotherSite(url) {
  const site = (hostname) => (/^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.'));
  return site(new URL(url).hostname) !== site(location.hostname);
}

function absolute(name, value) {
  try {
    return new URL(value);
  } catch {
    return fail('config_invalid', `${name} has to be an absolute URL, not ${value}.`);
  }
}

/** One app at one issuer. Make one at start-up, before the router, and call handleRedirect() first. */
export class Narthex {
  #options;
  #client;
  #base;
  #server;
  #tokens = null; // in memory only: what is stored, every script of this origin can read, for as long as it lies there
  #handled = Promise.resolve(null);
  #renewing = null;

  constructor({ issuer, clientId, redirectUri, scopes = ['openid', 'profile', 'email'],
    responseType = 'id_token token', apis = [], postLogoutRedirectUri }) {
    absolute('issuer', issuer);
    if (issuer.endsWith('/')) fail('config_invalid', 'issuer has to end without a slash.');
    if (!clientId) fail('config_invalid', 'clientId is missing: copy it from the app in the console.');
    if (absolute('redirectUri', redirectUri).hash) fail('config_invalid', 'redirectUri cannot have a fragment.');
    if (!scopes.includes('openid')) fail('config_invalid', 'scopes have to include openid.');
    // An access token without an ID token could have been put in by anybody: nothing would bind it to the request.
    if (!responseType.split(' ').includes('id_token')) fail('config_invalid', 'responseType has to include id_token.');
    const custom = issuer.indexOf('/oauth2/');
    this.#base = custom < 0 ? issuer : issuer.slice(0, custom);
    this.#server = custom < 0 ? `${issuer}/oauth2` : issuer;
    this.#client = `${issuer} ${clientId}`;
    this.#options = { issuer, clientId, redirectUri, scopes, responseType, apis, postLogoutRedirectUri };
  }

  /** What the last handleRedirect() or renew() gave; null when there is nothing, or it has expired. */
  get tokens() {
    return this.#tokens && Date.now() < this.#tokens.expiresAt ? this.#tokens : null;
  }

  /** Leaves this page for the issuer's. */
  signIn({ returnTo = location.pathname + location.search + location.hash, prompt, loginHint, maxAge, extra } = {}) {
    if (new URL(returnTo, location.href).origin !== location.origin) {
      fail('config_invalid', 'returnTo has to be a page of this app.');
    }
    const transaction = this.#begin({ returnTo, maxAge });
    remember(transaction);
    location.assign(this.#authorizeUrl(transaction, { ...extra, prompt, login_hint: loginHint, max_age: maxAge }));
  }

  /** The tokens when this page load is an answer, null when it is not. Rejects with a NarthexError. */
  handleRedirect() {
    const late = takeFromAddressBar(); // where a router wrote it back
    const answer = waiting ?? late;
    waiting = undefined;
    // Frameworks that run effects twice get the same outcome twice: the answer itself is good once.
    if (answer) this.#handled = this.#handle(answer);
    return this.#handled;
  }

  /** New tokens from the session at the issuer, through a hidden frame: the person sees nothing. */
  renew({ timeout = 15_000 } = {}) {
    this.#renewing ??= this.#renew(timeout).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Forgets the tokens here, then leaves this page to end the session there. */
  async signOut({ returnTo = this.#options.postLogoutRedirectUri } = {}) {
    const idToken = this.#tokens?.idToken;
    this.#tokens = null;
    const url = await this.#endOfSession(idToken, returnTo);
    location.assign(url);
  }

  /** All claims of the granted scopes; the ID token beside an access token has only a few of them. */
  async userInfo(accessToken = this.#accessToken()) {
    const response = await request('userinfo_refused', `${this.#server}/v1/userinfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const claims = await response.json();
    // OIDC Core 1.0 §5.3.2: an answer about somebody else must not be used.
    if (this.#tokens?.accessToken === accessToken && claims.sub !== this.#tokens.claims.sub) {
      fail('subject_mismatch', 'The answer is about somebody else than the ID token. Sign in again.');
    }
    return claims;
  }

  /** `fetch` with the access token, for this page's origin and the ones listed in `apis` only. */
  async fetch(input, init) {
    const outgoing = new Request(input, init);
    const { origin } = new URL(outgoing.url);
    if (origin !== location.origin && !this.#options.apis.some((api) => new URL(api).origin === origin)) {
      fail('api_unlisted', `The access token is not sent to ${origin}: add it to the option apis if it is yours.`);
    }
    outgoing.headers.set('authorization', `Bearer ${this.#accessToken()}`);
    return fetch(outgoing);
  }

  #accessToken() {
    return this.tokens?.accessToken ?? fail('no_token', 'There is no valid access token. Call renew() or signIn().');
  }

  async #handle(answer) {
    const values = decoded(answer);
    return this.#accept(values, consume(values.state, this.#client));
  }

  #begin(details) {
    return { state: random(), nonce: random(), at: Date.now(), client: this.#client, ...details };
  }

  #authorizeUrl({ state, nonce }, more) {
    const { clientId, redirectUri, scopes, responseType } = this.#options;
    const all = { ...more, client_id: clientId, response_type: responseType, scope: scopes.join(' '),
      redirect_uri: redirectUri, state, nonce };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    return `${this.#server}/v1/authorize?${new URLSearchParams(given)}`.replaceAll('+', '%20');
  }

  async #accept(answer, { nonce, returnTo, maxAge }) {
    const { issuer, clientId, responseType, scopes } = this.#options;
    // RFC 9207 §2.4: an answer that says where it is from has to be from this issuer.
    if (answer.iss !== undefined && answer.iss !== issuer) {
      fail('issuer_mismatch', `The answer is from ${answer.iss}, not from ${issuer}. Sign in again.`);
    }
    if (answer.error) refuse(answer, returnTo);
    const { access_token: accessToken, id_token: idToken } = answer;
    if (!idToken || (!accessToken && responseType.split(' ').includes('token'))) {
      fail('response_incomplete', 'A token that was asked for is missing from the answer. Sign in again.');
    }
    // Some browsers offer WebCrypto in secure contexts only.
    if (!crypto.subtle) fail('insecure_page', 'Tokens can be checked on https pages and on localhost only.');
    const token = decodeToken(idToken);
    checkClaims(token.claims, { issuer, clientId, nonce });
    const { keys, clockOffset } = await fetchKeys(`${this.#server}/v1/keys`);
    const digest = await checkSignature(token, keys);
    checkTimes(token.claims, maxAge, clockOffset);
    if (accessToken) await checkAccessToken(accessToken, token.claims.at_hash, digest);
    const seconds = Number(answer.expires_in) || token.claims.exp - token.claims.iat;
    this.#tokens = Object.freeze({
      accessToken, idToken, claims: token.claims, returnTo, clockOffset,
      scopes: answer.scope === undefined ? scopes : answer.scope.split(' '),
      expiresAt: Date.now() + seconds * 1000,
    });
    return this.#tokens;
  }

  async #renew(timeout) {
    const before = this.#tokens?.claims.sub;
    const transaction = this.#begin({});
    const url = this.#authorizeUrl(transaction, { prompt: 'none', response_mode: 'okta_post_message' });
    const tokens = await ask(url, new URL(this.#base).origin, transaction.state, timeout)
      .then((answer) => this.#accept(answer, transaction))
      .catch((error) => {
        // A session that the frame's request could not show looks like no session: say which of the two is likely.
        const unclear = ['login_required', 'renewal_timeout'].includes(error.code);
        throw unclear ? Object.assign(error, { thirdPartyCookiesLikelyBlocked: onAnotherSite(url) }) : error;
      });
    // OIDC Core 1.0 §12.2: renewed tokens are about the same person.
    if (before && tokens.claims.sub !== before) {
      this.#tokens = null;
      fail('user_changed', 'Somebody else has signed in at the issuer meanwhile. Call signIn().');
    }
    return tokens;
  }

  async #endOfSession(idToken, returnTo) {
    const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value));
    const discovery = `${this.#options.issuer}/.well-known/openid-configuration`;
    const metadata = idToken && await request('', discovery).then((response) => response.json()).catch(() => null);
    return metadata?.end_session_endpoint
      ? `${metadata.end_session_endpoint}?${query({ id_token_hint: idToken, post_logout_redirect_uri: returnTo })}`
      : `${this.#base}/login/signout?${query({ fromURI: returnTo })}`;
  }
}

function refuse({ error, error_description: description = error }, returnTo) {
  fail(error, `${description} ${NEXT_STEP[error] ?? 'Sign in again.'}`, { description, returnTo });
}

// Asks in a hidden frame and waits for the one message that is from the issuer, from this frame, and for this request.
async function ask(url, origin, state, timeout) {
  const frame = Object.assign(document.createElement('iframe'), { hidden: true, src: url });
  const done = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      addEventListener('message', ({ origin: from, source, data }) => {
        if (from === origin && source === frame.contentWindow && data?.state === state) resolve(data);
      }, done);
      const timer = setTimeout(reject, timeout, new NarthexError('renewal_timeout', 'The issuer did not answer in the '
        + "hidden frame. Is it up, and does frame-src of this page's policy allow it? Otherwise call signIn()."));
      done.signal.onabort = () => clearTimeout(timer);
      document.body.append(frame);
    });
  } finally {
    done.abort();
    frame.remove();
  }
}
