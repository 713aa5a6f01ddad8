import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Browser } from './browser.mjs';
import { atHash, Issuer } from './issuer.mjs';

const APP = 'http://localhost:8081/';
const realNow = Date.now;
let issuer;
let browser;

before(async () => {
  issuer = await Issuer.start();
});
after(() => issuer.stop());
beforeEach(() => {
  browser = new Browser();
  issuer.headers = {};
  issuer.requests = [];
  issuer.metadata = {};
  Date.now = realNow;
});

const options = (more) => ({ issuer: issuer.url, clientId: '0oa1spa', redirectUri: APP, ...more });

async function start({ signIn, ...more } = {}) {
  const { Narthex } = await browser.load(`${APP}inbox?page=2#top`);
  new Narthex(options(more)).signIn(signIn);
  return browser.lastRequest;
}

async function comeBack(hash, more) {
  const { Narthex } = await browser.load(`${APP}${hash}`);
  const client = new Narthex(options(more));
  return { client, tokens: await client.handleRedirect() };
}

const refusedWith = (code, ...words) => (error) => {
  assert.equal(error.name, 'NarthexError');
  assert.equal(error.code, code);
  for (const word of words) assert.match(error.message, word);
  return true;
};

describe('signIn', () => {
  test('RFC 6749 §4.2.1: asks for both tokens, with spaces as %20', async () => {
    const request = await start();
    assert.match(browser.left[0].href, /response_type=id_token%20token&scope=openid%20profile%20email&/);
    assert.equal(browser.left[0].pathname, '/oauth2/default/v1/authorize');
    assert.equal(request.client_id, '0oa1spa');
    assert.equal(request.redirect_uri, APP);
    assert.match(request.state, /^[\w-]{43}$/);
    assert.match(request.nonce, /^[\w-]{43}$/);
    assert.notEqual(request.state, request.nonce);
  });

  test('the org issuer has its endpoints under /oauth2', async () => {
    await start({ issuer: issuer.base });
    assert.equal(browser.left[0].pathname, '/oauth2/v1/authorize');
  });

  test('sends prompt, login hint, max age and extra parameters, which cannot replace the protocol\'s own', async () => {
    const request = await start({ signIn: {
      prompt: 'login', loginHint: 'ada+1@example.org', maxAge: 0, extra: { idp: '0oa9', state: 'fixed' },
    } });
    assert.equal(request.prompt, 'login');
    assert.equal(request.login_hint, 'ada+1@example.org');
    assert.equal(request.max_age, '0');
    assert.equal(request.idp, '0oa9');
    assert.notEqual(request.state, 'fixed');
  });

  test('refuses to come back to another site', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example/', 'javascript:alert(1)']) {
      await assert.rejects(start({ signIn: { returnTo } }), refusedWith('config_invalid'));
    }
  });

  test('keeps at most 32 transactions, the newest ones, and none older than an hour', async () => {
    const first = await start();
    for (let i = 0; i < 40; i++) await start();
    assert.equal(Object.keys(browser.sessionStorage).length, 32);
    assert.ok(!(`narthex:${first.state}` in browser.sessionStorage));
    Date.now = () => realNow() + 61 * 60 * 1000;
    await start();
    assert.equal(Object.keys(browser.sessionStorage).length, 1);
  });

  test('uses the other store where session storage is blocked, and says so where both are', async () => {
    browser.sessionStorage = null;
    const request = await start();
    const { tokens } = await comeBack(`#${await issuer.fragment(request)}`);
    assert.equal(tokens.claims.sub, '00u1ada');
    browser.localStorage = null;
    await assert.rejects(start(), refusedWith('storage_blocked', /Allow site data/));
  });

  test('stores no token, before or after', async () => {
    await comeBack(`#${await issuer.fragment(await start())}`);
    assert.deepEqual([Object.keys(browser.sessionStorage), Object.keys(browser.localStorage)], [[], []]);
  });
});

describe('the shapes of a fragment', () => {
  const shapes = [
    ['as the server sent it', (answer) => `#${answer}`, ''],
    ['with a slash, as hash routers leave it', (answer) => `#/${answer}`, ''],
    ['with a hashbang', (answer) => `#!/${answer}`, ''],
    ['with a hashbang and no slash', (answer) => `#!${answer}`, ''],
    ['as the query of a route', (answer) => `#/callback?${answer}`, '#/callback'],
    ['joined to a route', (answer) => `#/callback&${answer}`, '#/callback'],
    ['joined to a route with a query of its own', (answer) => `#/inbox?page=2&${answer}`, '#/inbox?page=2'],
    ['behind a second number sign', (answer) => `#/callback#${answer}`, '#/callback'],
  ];
  for (const [name, shape, left] of shapes) {
    test(`${name}: tokens, and ${left || 'nothing'} is left in the address bar`, async () => {
      const { tokens } = await comeBack(shape(await issuer.fragment(await start())));
      assert.equal(tokens.accessToken, 'at.for.ada');
      assert.equal(location.href, `${APP}${left}`);
    });
  }

  for (const hash of ['', '#', '#/inbox', '#/list?state=open&scope=all', '#/login?error=expired', '#top', '#error=1']) {
    test(`${hash || 'no fragment'} is the app's own: null, and left alone`, async () => {
      const { tokens } = await comeBack(hash);
      assert.equal(tokens, null);
      assert.deepEqual(browser.replaced, []);
    });
  }

  test('the answer is gone from the address bar once the module is evaluated, with the history state kept', async () => {
    const fragment = await issuer.fragment(await start());
    await browser.load(`${APP}?tab=1#${fragment}`);
    assert.equal(location.href, `${APP}?tab=1`);
    assert.deepEqual(browser.replaced, [{ state: { kept: true }, url: '/?tab=1' }]);
  });

  test('a router that writes the answer back does not bring it back', async () => {
    const fragment = await issuer.fragment(await start());
    const { Narthex } = await browser.load(`${APP}#${fragment}`);
    location.hash = `/${fragment}`;
    const tokens = await new Narthex(options()).handleRedirect();
    assert.equal(tokens.accessToken, 'at.for.ada');
    assert.equal(location.hash, '');
  });

  test('values that are not tokens are decoded as form values', async () => {
    const request = await start();
    const { tokens } = await comeBack(`#${await issuer.fragment(request, { members: { scope: 'openid api:read' } })}`);
    assert.deepEqual(tokens.scopes, ['openid', 'api:read']);
    const hash = `#error=access_denied&error_description=Caf%C3%A9+is+closed.&state=${(await start()).state}`;
    await assert.rejects(comeBack(hash), refusedWith('access_denied', /^Café is closed\. /));
  });

  test('RFC 6749 §3.1: a parameter sent twice, or badly encoded, is refused, and gone from the address bar', async () => {
    const fragment = await issuer.fragment(await start());
    for (const more of ['&id_token=other', '&error_description=%zz']) {
      await assert.rejects(comeBack(`#${fragment}${more}`), refusedWith('response_malformed'));
      assert.equal(location.href, APP);
    }
  });
});

describe('the transaction', () => {
  test('gives back where the person was, the scopes, the expiry and the claims', async () => {
    const { client, tokens } = await comeBack(`#${await issuer.fragment(await start())}`);
    assert.equal(tokens.returnTo, '/inbox?page=2#top');
    assert.deepEqual(tokens.scopes, ['profile', 'openid']);
    assert.equal(tokens.claims.sub, '00u1ada');
    assert.ok(Math.abs(tokens.expiresAt - Date.now() - 3_600_000) < 5_000);
    assert.equal(client.tokens, tokens);
    Date.now = () => realNow() + 3_600_001;
    assert.equal(client.tokens, null);
  });

  test('many at once, answered in any order, all end in tokens', async () => {
    const requests = [];
    for (let i = 0; i < 10; i++) requests.push(await start({ signIn: { returnTo: `/item/${i}` } }));
    for (const i of [7, 0, 9, 3, 1, 8, 2, 6, 4, 5]) {
      const { tokens } = await comeBack(`#${await issuer.fragment(requests[i])}`);
      assert.equal(tokens.returnTo, `/item/${i}`);
    }
  });

  test('a framework that runs its effects twice gets the same tokens twice', async () => {
    const fragment = await issuer.fragment(await start());
    const { Narthex } = await browser.load(`${APP}#${fragment}`);
    const client = new Narthex(options());
    const [first, second] = await Promise.all([client.handleRedirect(), client.handleRedirect()]);
    assert.equal(first, second);
    assert.equal(first.accessToken, 'at.for.ada');
  });

  test('an old fragment is refused: a right answer is good once', async () => {
    const fragment = await issuer.fragment(await start());
    await comeBack(`#${fragment}`);
    await assert.rejects(comeBack(`#${fragment}`), refusedWith('state_unknown', /used before/));
    assert.equal(location.href, APP);
  });

  test('a wrong answer uses the transaction up as well, so that nobody can try twice', async () => {
    const request = await start();
    await assert.rejects(comeBack(`#${await issuer.fragment(request, { claims: { nonce: 'guess' } })}`), refusedWith('nonce_mismatch'));
    await assert.rejects(comeBack(`#${await issuer.fragment(request)}`), refusedWith('state_unknown'));
  });

  test('an answer that this page never asked for is refused', async () => {
    const request = await start();
    await assert.rejects(comeBack(`#${await issuer.fragment({ ...request, state: 'evil' })}`), refusedWith('state_unknown'));
    await assert.rejects(comeBack(`#${await issuer.fragment({ ...request, state: undefined })}`), refusedWith('state_missing'));
    await assert.rejects(comeBack(`#${await issuer.fragment(request)}`, { clientId: '0oa2other' }), refusedWith('state_unknown'));
  });

  test('an answer after more than an hour is refused, with the way back', async () => {
    const request = await start();
    Date.now = () => realNow() + 61 * 60 * 1000;
    await assert.rejects(comeBack(`#${await issuer.fragment(request)}`), (error) => {
      assert.equal(error.returnTo, '/inbox?page=2#top');
      return refusedWith('state_expired')(error);
    });
  });
});

describe('errors of the issuer', () => {
  test('keep their code and words, and say what to do next', async () => {
    const { state } = await start();
    const hash = `#error=login_required&error_description=The+user+is+not+signed+in.&state=${state}`;
    await assert.rejects(comeBack(hash), (error) => {
      assert.equal(error.description, 'The user is not signed in.');
      assert.equal(error.returnTo, '/inbox?page=2#top');
      return refusedWith('login_required', /signIn\(\)/)(error);
    });
    assert.equal(location.href, APP);
  });

  test('are believed only when this page asked', async () => {
    const hash = '#error=access_denied&error_description=Call+0800+SCAM&state=unknown';
    await assert.rejects(comeBack(hash), (error) => !error.message.includes('SCAM') && refusedWith('state_unknown')(error));
  });

  test('RFC 9207 §2.4: an answer that names another issuer is refused, be it tokens or an error', async () => {
    const members = { iss: 'https://evil.example' };
    await assert.rejects(comeBack(`#${await issuer.fragment(await start(), { members })}`), refusedWith('issuer_mismatch'));
    const hash = `#error=access_denied&error_description=No.&iss=${members.iss}&state=${(await start()).state}`;
    await assert.rejects(comeBack(hash), refusedWith('issuer_mismatch'));
    const right = { members: { iss: issuer.url } };
    assert.ok((await comeBack(`#${await issuer.fragment(await start(), right)}`)).tokens);
  });
});

describe('the ID token', () => {
  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    test(`signed with ${alg} is accepted`, async () => {
      const { tokens } = await comeBack(`#${await issuer.fragment(await start(), { alg })}`);
      assert.equal(tokens.claims.sub, '00u1ada');
    });
  }

  const hour = 3600;
  const now = () => Math.floor(realNow() / 1000);
  const bad = [
    ['OIDC Core 1.0 §3.2.2.11: of another issuer', 'issuer_mismatch', () => ({ claims: { iss: 'https://evil.example' } })],
    ['OIDC Core 1.0 §3.2.2.11: of an issuer with a slash more', 'issuer_mismatch', () => ({ claims: { iss: `${issuer.url}/` } })],
    ['OIDC Core 1.0 §3.2.2.11: for another client', 'audience_mismatch', () => ({ claims: { aud: '0oa2other' } })],
    ['OIDC Core 1.0 §3.2.2.11: for nobody', 'audience_mismatch', () => ({ claims: { aud: undefined } })],
    ['OIDC Core 1.0 §3.2.2.11: for several, without azp', 'azp_mismatch', () => ({ claims: { aud: ['0oa1spa', 'other'] } })],
    ['OIDC Core 1.0 §3.2.2.11: issued to another', 'azp_mismatch', () => ({ claims: { azp: 'other' } })],
    ['OIDC Core 1.0 §3.2.2.11: with another nonce', 'nonce_mismatch', () => ({ claims: { nonce: 'other' } })],
    ['OIDC Core 1.0 §3.2.2.11: without a nonce', 'nonce_mismatch', () => ({ claims: { nonce: undefined } })],
    ['without a subject', 'id_token_malformed', () => ({ claims: { sub: undefined } })],
    ['that expired six minutes ago', 'token_expired', () => ({ claims: { exp: now() - 360, iat: now() - hour } })],
    ['without an expiry', 'token_expired', () => ({ claims: { exp: undefined } })],
    ['issued six minutes in the future', 'token_from_future', () => ({ claims: { iat: now() + 360 } })],
    ['without a time of issue', 'token_from_future', () => ({ claims: { iat: undefined } })],
    ['OIDC Core 1.0 §3.2.2.9, abuse case 24: with the hash of another access token', 'at_hash_mismatch', async () => ({ claims: { at_hash: await atHash('other') } })],
    ['OIDC Core 1.0 §3.2.2.9, abuse case 23: without the hash of the access token', 'at_hash_missing', () => ({ claims: { at_hash: undefined } })],
    ['signed with a key that is not published', 'key_unknown', () => ({ kid: 'gone' })],
    ['signed with a key that says another algorithm', 'alg_mismatch', () => ({ alg: 'RS256', kid: 'ES256' })],
    ['that claims to need no signature', 'alg_unsupported', () => ({ header: { alg: 'none' } })],
    ['signed with a shared secret', 'alg_unsupported', () => ({ header: { alg: 'HS256' } })],
    ['with the name of an object\'s member as algorithm', 'alg_unsupported', () => ({ header: { alg: 'constructor' } })],
    ['RFC 7515 §4.1.11: with a critical extension', 'alg_unsupported', () => ({ header: { crit: ['b64'], b64: false } })],
    ['that is not a JWT', 'id_token_malformed', () => ({ members: { id_token: 'a.b.c' } })],
    ['left out', 'response_incomplete', () => ({ members: { id_token: undefined } })],
  ];
  for (const [name, code, change] of bad) {
    test(`${name}: ${code}`, async () => {
      const fragment = await issuer.fragment(await start(), await change());
      await assert.rejects(comeBack(`#${fragment}`), refusedWith(code));
    });
  }

  test('with a changed claim: signature_invalid', async () => {
    const answer = new URLSearchParams(await issuer.fragment(await start()));
    const [header, payload, signature] = answer.get('id_token').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url'));
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: '00u1eve' })).toString('base64url');
    answer.set('id_token', `${header}.${forged}.${signature}`);
    await assert.rejects(comeBack(`#${answer}`), refusedWith('signature_invalid'));
  });

  test('without the access token that was asked for: response_incomplete', async () => {
    const fragment = await issuer.fragment(await start(), { accessToken: null });
    await assert.rejects(comeBack(`#${fragment}`), refusedWith('response_incomplete'));
  });

  test('alone is enough when only it was asked for', async () => {
    const idTokenOnly = { responseType: 'id_token' };
    const fragment = await issuer.fragment(await start(idTokenOnly), { accessToken: null, claims: { at_hash: undefined } });
    const { tokens } = await comeBack(`#${fragment}`, idTokenOnly);
    assert.equal(tokens.accessToken, undefined);
  });

  test('OIDC Core 1.0 §3.2.2.9: an access token that nobody asked for is not taken unseen either', async () => {
    const idTokenOnly = { responseType: 'id_token' };
    const fragment = await issuer.fragment(await start(idTokenOnly), { claims: { at_hash: undefined } });
    await assert.rejects(comeBack(`#${fragment}`, idTokenOnly), refusedWith('at_hash_missing'));
  });

  test('OIDC Core 1.0 §3.2.2.11: a sign-in longer ago than max_age is refused', async () => {
    const recently = { signIn: { maxAge: 60 } };
    const old = await issuer.fragment(await start(recently), { claims: { auth_time: now() - hour } });
    await assert.rejects(comeBack(`#${old}`), refusedWith('authentication_too_old'));
    const missing = await issuer.fragment(await start(recently));
    await assert.rejects(comeBack(`#${missing}`), refusedWith('authentication_too_old'));
    const fresh = await issuer.fragment(await start(recently), { claims: { auth_time: now() - 5 } });
    assert.ok((await comeBack(`#${fresh}`)).tokens);
  });

  test('keys that cannot be had say where, and what to look at', async () => {
    const elsewhere = { issuer: `${issuer.base}/oauth2/nowhere` };
    const fragment = await issuer.fragment(await start(elsewhere), { claims: { iss: elsewhere.issuer } });
    await assert.rejects(comeBack(`#${fragment}`, elsewhere), refusedWith('keys_unavailable', /nowhere\/v1\/keys answered 404/));
    const down = { issuer: 'http://127.0.0.1:1/oauth2/default' };
    const other = await issuer.fragment(await start(down), { claims: { iss: down.issuer } });
    await assert.rejects(comeBack(`#${other}`, down), refusedWith('keys_unavailable', /connect-src/));
  });

  test('something else in the place of the keys is said to be that', async () => {
    const fragment = await issuer.fragment(await start());
    const { published } = issuer;
    issuer.published = undefined;
    await assert.rejects(comeBack(`#${fragment}`), refusedWith('keys_unavailable', /not a key set/));
    issuer.published = published;
  });

  test('cannot be checked on a page without WebCrypto: says which pages have it', async () => {
    const fragment = await issuer.fragment(await start());
    const kept = globalThis.crypto;
    Object.defineProperty(globalThis, 'crypto', { configurable: true, value: {} });
    try {
      await assert.rejects(comeBack(`#${fragment}`), refusedWith('insecure_page', /https/));
    } finally {
      Object.defineProperty(globalThis, 'crypto', { configurable: true, value: kept });
    }
  });

  test('the keys of the org issuer are found', async () => {
    const org = { issuer: issuer.base };
    const fragment = await issuer.fragment(await start(org), { claims: { iss: issuer.base } });
    assert.ok((await comeBack(`#${fragment}`, org)).tokens);
  });
});

describe('a wrong clock', () => {
  const shift = (hours) => {
    Date.now = () => realNow() + hours * 3_600_000;
  };

  for (const [hours, words] of [[-3, 'three hours behind'], [26, 'more than a day ahead']]) {
    test(`${words}: the server's clock decides, and the tokens say by how much it is off`, async () => {
      shift(hours);
      const request = await start();
      const claims = { iat: Math.floor(realNow() / 1000), exp: Math.floor(realNow() / 1000) + 3600 };
      const { client, tokens } = await comeBack(`#${await issuer.fragment(request, { claims })}`);
      assert.ok(Math.abs(tokens.clockOffset + hours * 3600) < 5, `offset ${tokens.clockOffset}`);
      assert.equal(client.tokens, tokens, 'the expiry is by the device\'s clock');
    });
  }

  test('a token that is old by the server\'s clock too is refused, and the message says how wrong the device is', async () => {
    shift(-3);
    const claims = { iat: 1, exp: 3601 };
    const fragment = await issuer.fragment(await start(), { claims });
    await assert.rejects(comeBack(`#${fragment}`), refusedWith('token_expired', /off by 3 h \(behind\)/));
  });

  test('a Date that a proxy kept does not make a right clock wrong', async () => {
    issuer.headers = { date: new Date(realNow() - 7_200_000).toUTCString() };
    assert.ok((await comeBack(`#${await issuer.fragment(await start())}`)).tokens);
  });

  test('without a Date the device\'s clock decides alone', async () => {
    issuer.headers = { date: 'hidden' };
    const { tokens } = await comeBack(`#${await issuer.fragment(await start())}`);
    assert.equal(tokens.clockOffset, 0);
  });

  test('five minutes are nothing', async () => {
    issuer.headers = { date: 'hidden' };
    shift(-4.5 / 60);
    const claims = { iat: Math.floor(realNow() / 1000), exp: Math.floor(realNow() / 1000) + 3600 };
    assert.ok((await comeBack(`#${await issuer.fragment(await start(), { claims })}`)).tokens);
  });
});

describe('the set-up', () => {
  const wrong = [
    ['an issuer with a slash at the end', () => ({ issuer: `${issuer.url}/` }), /slash/],
    ['an issuer that is not a URL', () => ({ issuer: 'id.example.com' }), /issuer/],
    ['no client', () => ({ clientId: '' }), /clientId/],
    ['a relative redirect URI', () => ({ redirectUri: '/cb' }), /redirectUri/],
    ['a redirect URI with a fragment', () => ({ redirectUri: `${APP}#/cb` }), /fragment/],
    ['scopes without openid', () => ({ scopes: ['profile'] }), /openid/],
    ['an access token alone', () => ({ responseType: 'token' }), /id_token/],
  ];
  for (const [name, more, words] of wrong) {
    test(`${name} is refused at once`, async () => {
      const { Narthex } = await browser.load(APP);
      assert.throws(() => new Narthex(options(more())), refusedWith('config_invalid', words));
    });
  }

  test('can be imported where there is no browser', async () => {
    const kept = globalThis.location;
    delete globalThis.location;
    try {
      assert.ok((await import('../narthex.js?load=server')).Narthex);
    } finally {
      globalThis.location = kept;
    }
  });
});

describe('renew', () => {
  const answer = async (request, change) =>
    Object.fromEntries(new URLSearchParams(await issuer.fragment(request, { accessToken: 'at.renewed', ...change })));

  async function signedIn() {
    return (await comeBack(`#${await issuer.fragment(await start())}`)).client;
  }

  test('asks in a hidden frame without a prompt, and leaves no frame behind', async () => {
    const client = await signedIn();
    browser.issuersPage = async (request, post) => post(await answer(request), issuer.base);
    const tokens = await client.renew();
    assert.equal(tokens.accessToken, 'at.renewed');
    assert.equal(client.tokens, tokens);
    const [frame] = browser.frames;
    const request = Object.fromEntries(new URL(frame.src).searchParams);
    assert.deepEqual([request.prompt, request.response_mode], ['none', 'okta_post_message']);
    assert.ok(frame.hidden && frame.removed);
  });

  test('listens to nobody but the issuer, in this frame, about this request', async () => {
    const client = await signedIn();
    browser.issuersPage = async (request, post) => {
      const forged = await answer(request, { accessToken: 'at.of.eve' });
      post(forged, 'https://evil.example');
      post(forged, issuer.base, {});
      post({ ...forged, state: 'other' }, issuer.base);
      post(JSON.stringify(forged), issuer.base);
      post(null, issuer.base);
      post(await answer(request), issuer.base);
    };
    assert.equal((await client.renew()).accessToken, 'at.renewed');
  });

  test('checks the answer like any other', async () => {
    const client = await signedIn();
    browser.issuersPage = async (request, post) => post(await answer(request, { claims: { nonce: 'old' } }), issuer.base);
    await assert.rejects(client.renew(), refusedWith('nonce_mismatch'));
    assert.equal(client.tokens.accessToken, 'at.for.ada', 'the tokens there were are still good');
  });

  test('calls at the same time share one frame, later ones have their own', async () => {
    const client = await signedIn();
    browser.issuersPage = async (request, post) => post(await answer(request), issuer.base);
    const [first, second] = await Promise.all([client.renew(), client.renew()]);
    assert.equal(first, second);
    await client.renew();
    assert.equal(browser.frames.length, 2);
  });

  test('OIDC Core 1.0 §12.2: tokens of somebody else end the session here', async () => {
    const client = await signedIn();
    browser.issuersPage = async (request, post) => post(await answer(request, { claims: { sub: '00u1eve' } }), issuer.base);
    await assert.rejects(client.renew(), refusedWith('user_changed'));
    assert.equal(client.tokens, null);
  });

  const loginRequired = ({ state }, post) =>
    post({ error: 'login_required', error_description: 'The user is not signed in.', state }, issuer.base);

  test('login_required on another site: third-party cookies are the likely reason', async () => {
    const client = await signedIn();
    browser.issuersPage = loginRequired;
    await assert.rejects(client.renew(), (error) => {
      assert.equal(error.thirdPartyCookiesLikelyBlocked, true);
      return refusedWith('login_required', /signIn/)(error);
    });
  });

  test('login_required on the same site: the session has ended', async () => {
    const { Narthex } = await browser.load('http://127.0.0.1:8081/');
    browser.issuersPage = loginRequired;
    await assert.rejects(new Narthex(options()).renew(), (error) => {
      assert.equal(error.thirdPartyCookiesLikelyBlocked, false);
      return refusedWith('login_required')(error);
    });
  });

  test('other refusals carry no guess about cookies', async () => {
    const client = await signedIn();
    browser.issuersPage = ({ state }, post) => post({ error: 'consent_required', error_description: 'No.', state }, issuer.base);
    await assert.rejects(client.renew(), (error) => !('thirdPartyCookiesLikelyBlocked' in error));
  });

  test('no answer ends in a time-out that leaves no frame and no listener', async () => {
    const client = await signedIn();
    await assert.rejects(client.renew({ timeout: 20 }), refusedWith('renewal_timeout', /frame-src/));
    assert.ok(browser.frames[0].removed);
    browser.issuersPage = async (request, post) => post(await answer(request), issuer.base);
    assert.equal((await client.renew()).accessToken, 'at.renewed');
  });
});

describe('with tokens', () => {
  test('userInfo asks with the access token', async () => {
    const { client } = await comeBack(`#${await issuer.fragment(await start())}`);
    issuer.userInfo = { sub: '00u1ada', email: 'ada@example.org' };
    assert.equal((await client.userInfo()).email, 'ada@example.org');
    assert.equal(issuer.requests.at(-1).authorization, 'Bearer at.for.ada');
  });

  test('OIDC Core 1.0 §5.3.2: user info about somebody else is refused', async () => {
    const { client } = await comeBack(`#${await issuer.fragment(await start())}`);
    issuer.userInfo = { sub: '00u1eve' };
    await assert.rejects(client.userInfo(), refusedWith('subject_mismatch'));
  });

  test('fetch sends the access token to listed APIs only', async () => {
    const { client } = await comeBack(`#${await issuer.fragment(await start())}`, { apis: [`${issuer.base}/api/`] });
    const response = await client.fetch(`${issuer.base}/api/messages`, { headers: { accept: 'application/json' } });
    assert.deepEqual(await response.json(), { messages: [] });
    assert.equal(issuer.requests.at(-1).authorization, 'Bearer at.for.ada');
    await assert.rejects(client.fetch('https://evil.example/'), refusedWith('api_unlisted', /evil\.example/));
    await assert.rejects(client.fetch(`${issuer.base.replace('127.0.0.1', 'localhost')}/`), refusedWith('api_unlisted'));
  });

  test('fetch without tokens says what to call', async () => {
    const { client } = await comeBack('', { apis: [issuer.base] });
    await assert.rejects(client.fetch(`${issuer.base}/api/messages`), refusedWith('no_token', /signIn/));
  });

  test('signOut forgets them and goes to the end-session endpoint, where there is one', async () => {
    issuer.metadata = { end_session_endpoint: `${issuer.url}/v1/logout` };
    const { client, tokens } = await comeBack(`#${await issuer.fragment(await start())}`, { postLogoutRedirectUri: APP });
    await client.signOut();
    assert.equal(client.tokens, null);
    assert.equal(browser.left.at(-1).pathname, '/oauth2/default/v1/logout');
    assert.deepEqual(browser.lastRequest, { id_token_hint: tokens.idToken, post_logout_redirect_uri: APP });
  });

  test('signOut goes to the sign-out page otherwise', async () => {
    const { client } = await comeBack(`#${await issuer.fragment(await start())}`);
    await client.signOut({ returnTo: APP });
    assert.equal(browser.left.at(-1).href, `${issuer.base}/login/signout?fromURI=${encodeURIComponent(APP)}`);
  });
});
