// What the sample app shows. Both pages use it; they differ only in the client that they sign in with.
import { ACCESS_TOKEN, HEADER, ID_TOKEN, TIMES } from './claims.js';

const DOORS = ['App', 'Sign-in', 'Consent', 'Tokens', 'API'];
const CLOSED_AT = { login_required: 1, access_denied: 2, consent_required: 2, api: 4 };

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const text = (tag, className, content) => element(tag, { className }, content);

// Where the flow stands: doors up to `open` are lit, the one at `closed` let nobody through.
function arcade(open, closed = -1) {
  const door = (name, index) => {
    const state = index === closed ? 'closed' : index < open ? 'open' : 'ahead';
    const spoken = { closed: ': stopped here', open: ': passed', ahead: '' }[state];
    return element('li', { className: state },
      text('span', 'door', ''), text('span', 'label', name), text('span', 'spoken', spoken));
  };
  return element('ol', { className: 'arcade', ariaLabel: 'The way of a sign-in' }, DOORS.map(door));
}

const hero = (doors, ...words) =>
  element('section', { className: 'hero' }, doors, element('div', { className: 'words' }, words));

function button(label, onclick, className = 'button') {
  const made = element('button', { className, type: 'button' }, label);
  made.onclick = async () => {
    made.disabled = true;
    try {
      await onclick();
    } finally {
      made.disabled = false;
    }
  };
  return made;
}

function decode(token) {
  const part = (encoded) => {
    const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const [header, claims] = token.split('.');
  return { header: part(header), claims: part(claims) };
}

function shown(name, value) {
  if (Array.isArray(value)) {
    return element('span', { className: 'chips' }, value.map((one) => element('code', {}, String(one))));
  }
  if (!TIMES.has(name)) return element('code', {}, typeof value === 'string' ? value : JSON.stringify(value));
  const date = new Date(value * 1000);
  const local = date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return element('span', {},
    element('time', { dateTime: date.toISOString() }, local), ' ', text('code', 'raw', String(value)));
}

// In the order of the explanations, with what only this authorization server knows in front.
function list(members, explanations) {
  const place = Object.keys(explanations);
  const names = Object.keys(members).sort((a, b) => place.indexOf(a) - place.indexOf(b));
  return element('dl', { className: 'claims' }, names.map((name) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, shown(name, members[name]),
      text('span', 'why', explanations[name] ?? 'A claim that this authorization server adds.')))));
}

function travelled(token) {
  const [header, payload, signature] = token.split('.');
  const copy = button('Copy', async () => {
    await navigator.clipboard.writeText(token);
    copy.textContent = 'Copied';
  }, 'button small plain');
  return element('details', {}, element('summary', {}, 'As it travelled'),
    element('p', { className: 'token', tabIndex: 0, role: 'group', ariaLabel: 'The encoded token' },
      text('span', 'header', header), '.', text('span', 'payload', payload), '.', text('span', 'signature', signature)),
    copy);
}

function tokenPanel(title, purpose, token, explanations) {
  const { header, claims } = decode(token);
  return element('section', { className: 'panel' },
    element('header', {}, element('h2', {}, title), text('p', 'soft', purpose)),
    element('h3', {}, 'Claims'), list(claims, explanations),
    element('h3', {}, 'Header'), list(header, HEADER),
    travelled(token));
}

function remaining(expiresAt) {
  const minutes = Math.floor((expiresAt - Date.now()) / 60_000);
  if (minutes < 0) return 'The tokens have expired: renew them, or sign in again.';
  if (minutes < 1) return 'The tokens end in less than a minute.';
  return `The tokens are good for ${minutes} more minute${minutes === 1 ? '' : 's'}.`;
}

/** The page: each method replaces what it shows. `actions` are signIn, renew, callApi and signOut. */
export class View {
  #root = document.getElementById('app');
  #status = element('p', { className: 'status', role: 'status' });
  #problem = element('div', { className: 'problem' });
  #api = element('div', {});
  #actions;
  #library;
  #clock;

  constructor(library, actions) {
    this.#library = library;
    this.#actions = actions;
  }

  busy(what) {
    this.#replace(hero(arcade(1), element('h1', {}, what)));
  }

  signedOut() {
    this.#replace(hero(arcade(1),
      element('h1', {}, 'Sign in, and see what the app gets'),
      text('p', 'lead', [
        'This page holds no account of its own. It sends you to the identity provider, which asks who you are and what '
        + 'this app may know. You come back with two signed tokens in the address, which ',
        element('code', {}, this.#library), ' takes out again and checks.',
      ]),
      element('p', { className: 'row' }, button('Sign in', this.#actions.signIn))));
  }

  signedIn({ idToken, accessToken, expiresAt }, userInfo) {
    const { name, email, preferred_username: login, sub } = { ...decode(idToken).claims, ...userInfo };
    const good = element('p', { className: 'soft' }, remaining(expiresAt));
    clearInterval(this.#clock);
    this.#clock = setInterval(() => good.replaceChildren(remaining(expiresAt)), 10_000);
    this.#replace(
      hero(arcade(5),
        element('h1', {}, `Welcome, ${name ?? login ?? sub}`),
        element('p', { className: 'lead' }, email ?? login ?? sub), good,
        element('p', { className: 'row' },
          button('Renew silently', this.#actions.renew),
          button('Call the API again', this.#actions.callApi, 'button plain'),
          button('Sign out', this.#actions.signOut, 'button plain')),
        this.#status, this.#problem),
      element('div', { className: 'results' }, this.#api,
        tokenPanel('ID token', 'For this app: who signed in, when and how.', idToken, ID_TOKEN),
        tokenPanel('Access token', 'For the API: what this app may do, and for whom.', accessToken, ACCESS_TOKEN)));
  }

  apiAnswered({ url, status, milliseconds, body }) {
    this.#problem.replaceChildren();
    this.#root.querySelector('.arcade').replaceWith(arcade(status < 300 ? 5 : 4, status < 300 ? -1 : 4));
    this.#api.replaceChildren(element('section', { className: 'panel' },
      element('header', {}, element('h2', {}, 'The API’s answer'),
        text('p', 'soft', meaningOf(status))),
      element('p', { className: 'call' }, element('code', {}, `GET ${url}`),
        text('span', status < 300 ? 'badge' : 'badge bad', String(status)), text('span', 'soft', `${milliseconds} ms`)),
      element('pre', { tabIndex: 0, role: 'group', ariaLabel: 'JSON' }, body)));
  }

  say(what) {
    this.#problem.replaceChildren();
    this.#status.replaceChildren(what);
  }

  /** Shown beside what is there, or alone to people who are not signed in. */
  failed({ title, message, code, next = ['Sign in again', this.#actions.signIn] }) {
    const at = CLOSED_AT[code] ?? 3;
    const way = element('p', { className: 'row' }, button(next[0], next[1]), text('code', 'code', code));
    if (!this.#root.contains(this.#problem)) {
      const alone = hero(arcade(at, at), element('h1', {}, title), text('p', 'lead', message), way);
      alone.lastChild.role = 'alert';
      this.#replace(alone);
      return;
    }
    this.#status.replaceChildren();
    this.#root.querySelector('.arcade').replaceWith(arcade(at, at));
    this.#problem.replaceChildren(element('div', { className: 'alarm', role: 'alert' },
      element('h2', {}, title), element('p', {}, message), way));
  }

  #replace(...content) {
    this.#status.replaceChildren();
    this.#problem.replaceChildren();
    this.#root.replaceChildren(...content);
    this.#root.classList.add('ready');
  }
}

/** Calls the sample API with `fetch`, whoever's it is, and shows the answer. */
export async function callApi(view, url, fetchWithToken) {
  const begun = performance.now();
  try {
    const response = await fetchWithToken(url);
    const body = await response.text();
    const milliseconds = Math.round(performance.now() - begun);
    view.apiAnswered({ url, status: response.status, milliseconds, body: pretty(body) });
  } catch (error) {
    const message = error.code === 'no_token' ? error.message : `${url} cannot be reached. Is the sample API running?`;
    view.failed({ title: 'The API was not called', message, code: error.code ?? 'api',
      next: error.code === 'no_token' ? undefined : ['Try again', () => callApi(view, url, fetchWithToken)] });
  }
}

function meaningOf(status) {
  if (status < 300) return 'The sample API checked the access token with the issuer’s published keys, then answered.';
  if (status === 401) return 'The sample API refused: the access token is not valid, or not meant for it.';
  if (status === 403) return 'The sample API refused: the access token lacks a scope that this call needs.';
  return 'The sample API could not answer.';
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The settings that the sample's server hands out; null when there are none, or when this is the wrong address. */
export async function settings(view) {
  const response = await fetch('/config.json').catch(() => null);
  if (response?.ok) {
    const config = await response.json();
    const { origin } = new URL(config.redirectUri);
    // localhost and 127.0.0.1 are two origins to a browser: what was begun on one is unknown on the other.
    if (origin === location.origin) return config;
    location.replace(origin + location.pathname);
    return null;
  }
  view.failed({ title: 'No settings', code: 'config_missing', next: ['Try again', () => location.reload()],
    message: 'The sample’s server did not hand out /config.json. Is ./dev demo still running?' });
  return null;
}

const TITLES = {
  access_denied: 'You were not let in',
  login_required: 'The session has ended',
  consent_required: 'The app needs your consent',
  renewal_timeout: 'No answer in the hidden frame',
  state_unknown: 'This answer is not good any more',
  state_expired: 'That took too long',
  token_expired: 'The tokens are too old',
  token_from_future: 'The clocks disagree',
  keys_unavailable: 'The identity provider cannot be reached',
  storage_blocked: 'This browser keeps no data for the page',
};

// For the person; other codes come with words of their own.
const WORDS = {
  access_denied: 'You declined, or this app is not open to you. If you did not decline, ask whoever runs it.',
  login_required: 'Nobody is signed in at the identity provider any more. Sign in again to get new tokens.',
  state_unknown: 'Each answer is good once, and only in the tab that asked for it. Sign in to get a new one.',
  state_expired: 'The sign-in began more than an hour ago. Begin again.',
};

/** What to show for an error with this code: a title, and words unless the error's own are better. */
export const explained = (code, message) => ({
  code, title: TITLES[code] ?? 'Signing in did not work', message: WORDS[code] ?? message,
});
