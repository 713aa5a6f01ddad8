// What each member of a token is for, in the words of somebody who sees one for the first time; people before plumbing.

export const TIMES = new Set(['iat', 'exp', 'auth_time', 'nbf', 'updated_at']);

export const HEADER = {
  alg: 'How it is signed.',
  kid: 'Which of the issuer’s published keys signed it.',
};

export const ID_TOKEN = {
  name: 'Your name, from the scope profile.',
  preferred_username: 'What you type to sign in. It can change.',
  email: 'Your address, from the scope email.',
  sub: 'You, by an id that never changes and is never given to anybody else.',
  groups: 'Groups you belong to.',
  auth_time: 'When you last typed your password, or whatever you signed in with.',
  amr: 'How you signed in.',
  acr: 'How strong the sign-in had to be.',
  idp: 'Which directory knows you.',
  sid: 'Your session at the issuer.',
  iss: 'Who issued it. Compared to the letter: a slash more is another issuer.',
  aud: 'Whom it is for: this app, by its client id.',
  iat: 'When it was issued.',
  exp: 'When it ends. Nobody accepts it after that.',
  nonce: 'The random value that this page sent along. It shows that the token answers this very sign-in.',
  at_hash: 'Half a hash of the access token. It shows that the two were issued together.',
  jti: 'The serial number of this token.',
  ver: 'Which edition of this list of claims it follows.',
};

export const ACCESS_TOKEN = {
  scp: 'What the app may do with it: the scopes that you and the policy agreed to.',
  sub: 'Your user name. It can change: an API that has to recognise you uses uid.',
  uid: 'You, by an id that never changes.',
  cid: 'The app that it was issued to.',
  groups: 'Groups you belong to.',
  auth_time: 'When you last typed your password, or whatever you signed in with.',
  acr: 'How strong the sign-in had to be.',
  iss: 'Who issued it. The API trusts this issuer’s keys and nobody else’s.',
  aud: 'Whom it is for: the API. One that is not named here refuses the token.',
  iat: 'When it was issued.',
  exp: 'When it ends. Nobody accepts it after that.',
  jti: 'The serial number of this token.',
  ver: 'Which edition of this list of claims it follows.',
};
