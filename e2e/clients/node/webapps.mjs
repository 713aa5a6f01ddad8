// Web apps on libraries that know no Okta, each as its README shows. Prints `ready`. Arguments: which, issuer, port,
// client id, secret. Signing in begins at /me, and the answer comes back to /auth/callback/okta.
import { createRequire } from 'node:module';
import http from 'node:http';

const require = createRequire(import.meta.url);
const [which, issuer, port, clientId, clientSecret] = process.argv.slice(2);
const baseURL = `http://localhost:${port}`;
const callback = '/auth/callback/okta';
const secret = 'of no worth, but 32 characters long';

// The implicit flow by form post, which is what this library does unless it is told otherwise.
function expressOpenidConnect() {
  const { auth, requiresAuth } = require('express-openid-connect');
  const app = require('express')();
  app.use(
    auth({
      issuerBaseURL: issuer,
      baseURL,
      clientID: clientId,
      secret,
      authRequired: false,
      idpLogout: true,
      routes: { callback },
    }),
  );
  app.get('/me', requiresAuth(), (request, response) => response.json(request.oidc.user));
  return app;
}

function passportOpenidconnect() {
  const passport = require('passport');
  const Strategy = require('passport-openidconnect');
  const endpoint = (name) => `${issuer}/v1/${name}`;
  passport.use(
    new Strategy(
      {
        issuer,
        authorizationURL: endpoint('authorize'),
        tokenURL: endpoint('token'),
        userInfoURL: endpoint('userinfo'),
        clientID: clientId,
        clientSecret,
        callbackURL: baseURL + callback,
        scope: ['profile', 'email'],
      },
      (_, profile, done) => done(null, { name: profile.displayName, email: profile.emails[0].value }),
    ),
  );
  const app = require('express')();
  app.use(require('express-session')({ secret, resave: false, saveUninitialized: true }), passport.initialize());
  const authenticate = passport.authenticate('openidconnect', { session: false, failWithError: true });
  app.get('/me', authenticate);
  app.get(callback, authenticate, (request, response) => response.json(request.user));
  return app;
}

async function authJs() {
  const { Auth } = await import('@auth/core');
  const { default: Okta } = await import('@auth/core/providers/okta');
  const config = {
    trustHost: true,
    secret,
    basePath: '/auth',
    providers: [Okta({ issuer, clientId, clientSecret })],
    logger: { error: (error) => console.log(`refused ${error} ${error.cause?.err}`), warn() {} },
  };
  return async (request, response) => {
    const body = [];
    for await (const part of request) body.push(part);
    const answer = await Auth(
      new Request(baseURL + request.url, {
        method: request.method,
        headers: request.headers,
        body: body.length ? Buffer.concat(body) : undefined,
      }),
      config,
    );
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status).end(await answer.text());
  };
}

const apps = { 'express-openid-connect': expressOpenidConnect, 'passport-openidconnect': passportOpenidconnect, authjs: authJs };
const app = await apps[which]();
if (app.use) {
  app.use((error, request, response, next) => {
    console.log(`refused ${error}`);
    response.status(500).end(String(error));
  });
}
http.createServer(app).listen(Number(port), '127.0.0.1', () => console.log('ready'));
