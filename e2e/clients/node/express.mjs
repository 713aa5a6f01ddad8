// A web app on Okta's middleware for Express, as its README shows. Prints `ready`. Arguments: issuer, port, client id, secret.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const express = require('express');
const session = require('express-session');
const { ExpressOIDC } = require('@okta/oidc-middleware');

const [issuer, port, clientId, clientSecret] = process.argv.slice(2);
const app = express();
app.use(session({ secret: 'of no worth', resave: true, saveUninitialized: false }));
const oidc = new ExpressOIDC({
  issuer,
  client_id: clientId,
  client_secret: clientSecret,
  appBaseUrl: `http://localhost:${port}`,
  scope: 'openid profile email offline_access',
  testing: { disableHttpsCheck: issuer.startsWith('http:') },
});
app.use(oidc.router);
app.get('/', (request, response) => response.send('home'));
app.get('/me', oidc.ensureAuthenticated(), (request, response) => response.json(request.userContext));
app.post('/sign-out', oidc.forceLogoutAndRevoke());
oidc.on('error', (error) => console.log(`refused ${error}`));
app.use((error, request, response, next) => {
  console.log(`refused ${error}`);
  response.status(500).end(String(error));
});
oidc.on('ready', () => app.listen(Number(port), '127.0.0.1', () => console.log('ready')));
