// The sample app with Narthex's own client.
import { Narthex } from './narthex.js';
import { callApi, explained, settings, View } from './view.js';

const SIGNED_IN = 'sample:signed-in'; // says that a reload may ask for new tokens; the tokens are in memory only

let client;
let config;

const view = new View('narthex.js', {
  signIn: () => attempt(() => client.signIn()),
  renew: () => attempt(async () => {
    await show(await client.renew());
    view.say(`Renewed at ${new Date().toLocaleTimeString()}, in a hidden frame: these tokens are new.`);
  }),
  callApi: () => answerOfApi(),
  signOut: () => attempt(async () => {
    sessionStorage.removeItem(SIGNED_IN);
    await client.signOut({ returnTo: config.redirectUri });
  }),
});

const answerOfApi = () => callApi(view, config.apiUrl, (url) => client.fetch(url));

const DETOUR = {
  title: 'Renewing needs a detour',
  message: 'App and identity provider are on different sites, so your browser most likely kept the sign-in cookie from '
    + 'the hidden frame. Going there openly works: you may not even be asked for anything.',
  next: ['Renew by redirect', () => client.signIn()],
};

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    explain(error);
  }
}

function explain(error) {
  const shown = explained(error.code ?? error.name, error.message);
  view.failed(error.thirdPartyCookiesLikelyBlocked ? { ...shown, ...DETOUR } : shown);
}

async function show(tokens) {
  sessionStorage.setItem(SIGNED_IN, 'yes');
  view.signedIn(tokens, await client.userInfo().catch(() => ({})));
  await answerOfApi();
}

async function start() {
  config = await settings(view);
  if (!config) return;
  const { issuer, clientId, redirectUri, scopes, apiUrl } = config;
  client = new Narthex({ issuer, clientId, redirectUri, scopes, apis: [apiUrl] });
  await attempt(async () => {
    const tokens = await client.handleRedirect() ?? await afterReload();
    await (tokens ? show(tokens) : view.signedOut());
  });
}

// A reload forgets the tokens; the session at the identity provider gives new ones, or there is none any more.
async function afterReload() {
  if (!sessionStorage.getItem(SIGNED_IN)) return null;
  view.busy('Asking for new tokens …');
  return client.renew().catch(() => {
    sessionStorage.removeItem(SIGNED_IN);
    return null;
  });
}

// Back from the sign-in page without signing in: browsers show this page as it was left.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
start();
