// The sample app with the official okta-auth-js, as its vendor ships it; pkce: false makes it use the implicit flow.
import { callApi, explained, settings, View } from './view.js';

let client;
let config;
let tokens;

const view = new View('okta-auth-js', {
  signIn: () => attempt(() => client.token.getWithRedirect({ responseType: ['id_token', 'token'] })),
  renew: () => attempt(async () => {
    await show((await client.token.getWithoutPrompt({ responseType: ['id_token', 'token'] })).tokens);
    view.say(`Renewed at ${new Date().toLocaleTimeString()}, in a hidden frame: these tokens are new.`);
  }),
  callApi: () => answerOfApi(),
  signOut: () => {
    const base = config.issuer.replace(/\/oauth2\/.*/, '');
    location.assign(`${base}/login/signout?fromURI=${encodeURIComponent(config.oktaRedirectUri)}`);
  },
});

const answerOfApi = () => callApi(view, config.apiUrl, (url) =>
  fetch(url, { headers: { authorization: `Bearer ${tokens.accessToken.accessToken}` } }));

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    view.failed(explained(error.errorCode ?? error.name, error.errorSummary || error.message));
  }
}

async function show(fresh) {
  tokens = fresh;
  const { accessToken, idToken } = tokens;
  const userInfo = await client.token.getUserInfo(accessToken, idToken).catch(() => ({}));
  view.signedIn({
    idToken: idToken.idToken, accessToken: accessToken.accessToken, expiresAt: accessToken.expiresAt * 1000,
  }, userInfo);
  await answerOfApi();
}

async function start() {
  config = await settings(view);
  if (!config) return;
  if (!window.OktaAuth) {
    view.failed({
      title: 'okta-auth-js is not here', code: 'bundle_missing', next: ['Try again', () => location.reload()],
      message: 'Its bundle comes from npm when the project is built: run ./dev build once while online.',
    });
    return;
  }
  client = new window.OktaAuth({
    issuer: config.issuer, clientId: config.clientId, redirectUri: config.oktaRedirectUri,
    scopes: config.scopes, pkce: false, tokenManager: { storage: 'memory', autoRenew: false },
  });
  if (!client.isLoginRedirect()) {
    view.signedOut();
    return;
  }
  await attempt(async () => show((await client.token.parseFromUrl()).tokens));
}

addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
start();
