/** Whatever goes wrong. Compare `code`; show or log the message: it says what happened and what to do next. */
export class NarthexError extends Error {
  constructor(code: string, message: string, details?: object);
  /** One of {@link NarthexErrorCode}, or the `error` that the issuer answered with. */
  readonly code: NarthexErrorCode | (string & {});
  /** The issuer's own words (`error_description`), when it refused. */
  readonly description?: string;
  /** Where the person was when the sign-in began, when that is known: start again from there. */
  readonly returnTo?: string;
  /** HTTP status, when a request of this module failed. */
  readonly status?: number;
  /** Seconds that the device's clock is behind the server's (negative: ahead), with errors about time. */
  readonly clockOffset?: number;
  /**
   * With `login_required` and `renewal_timeout` out of `renew()`. True: page and issuer are on different sites, so that
   * the frame most likely had no cookies and the person may well be signed in: `signIn()` will tell. False: the session
   * at the issuer has ended.
   */
  readonly thirdPartyCookiesLikelyBlocked?: boolean;
}

export type NarthexErrorCode =
  // the set-up
  | 'config_invalid' | 'insecure_page' | 'storage_blocked' | 'api_unlisted' | 'no_token'
  // the answer
  | 'response_malformed' | 'response_incomplete' | 'state_missing' | 'state_unknown' | 'state_expired'
  // the tokens
  | 'id_token_malformed' | 'issuer_mismatch' | 'audience_mismatch' | 'azp_mismatch' | 'nonce_mismatch'
  | 'alg_unsupported' | 'alg_mismatch' | 'key_unknown' | 'signature_invalid' | 'token_from_future' | 'token_expired'
  | 'authentication_too_old' | 'at_hash_missing' | 'at_hash_mismatch' | 'subject_mismatch'
  // requests of this module
  | 'keys_unavailable' | 'userinfo_refused' | 'renewal_timeout' | 'user_changed'
  // what an issuer answers most often
  | 'login_required' | 'consent_required' | 'access_denied' | 'invalid_request' | 'invalid_scope'
  | 'unauthorized_client' | 'unsupported_response_type' | 'server_error' | 'temporarily_unavailable';

export interface NarthexOptions {
  /** As in the tokens, without a slash at the end: `https://id.example.com/oauth2/default` or `https://id.example.com`. */
  issuer: string;
  clientId: string;
  /** Registered with the app, compared to the letter, without a fragment. */
  redirectUri: string;
  /** Default: `openid profile email`. */
  scopes?: string[];
  /** Default: `id_token token`. */
  responseType?: 'id_token token' | 'token id_token' | 'id_token';
  /** Origins, besides the page's own, that `fetch` may send the access token to. */
  apis?: string[];
  /** Where to go after `signOut()`; registered with the app, or a trusted origin. */
  postLogoutRedirectUri?: string;
}

export interface SignInOptions {
  /** A page of this app to go back to. Default: this one. */
  returnTo?: string;
  prompt?: 'none' | 'login' | 'consent' | 'login consent';
  /** Fills in the user name. */
  loginHint?: string;
  /** Seconds since the person last signed in, at most. */
  maxAge?: number;
  /** Further parameters of the authorization request. */
  extra?: Record<string, string>;
}

export interface IdTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | string[];
  readonly exp: number;
  readonly iat: number;
  readonly nonce: string;
  readonly auth_time?: number;
  readonly name?: string;
  readonly email?: string;
  readonly preferred_username?: string;
  readonly [claim: string]: unknown;
}

export interface Tokens {
  /** Absent with `responseType: 'id_token'`. For APIs: this module does not look inside. */
  readonly accessToken?: string;
  readonly idToken: string;
  /** The content of the ID token, checked. */
  readonly claims: IdTokenClaims;
  /** Granted, which may be fewer than asked for. */
  readonly scopes: readonly string[];
  /** Milliseconds, by this device's clock: comparable with `Date.now()`. */
  readonly expiresAt: number;
  /** Absent after `renew()`. */
  readonly returnTo?: string;
  /** Seconds that this device's clock is behind the server's; negative: ahead. */
  readonly clockOffset: number;
}

/** One app at one issuer. Make one at start-up, before the router, and call `handleRedirect()` first. */
export class Narthex {
  constructor(options: NarthexOptions);
  /** What the last `handleRedirect()` or `renew()` gave; null when there is nothing, or it has expired. */
  get tokens(): Tokens | null;
  /** Leaves this page for the issuer's. */
  signIn(options?: SignInOptions): void;
  /** The tokens when this page load is an answer, null when it is not. Rejects with a {@link NarthexError}. */
  handleRedirect(): Promise<Tokens | null>;
  /** New tokens from the session at the issuer, through a hidden frame. Calls at the same time share one. */
  renew(options?: { /** Milliseconds, default 15 000. */ timeout?: number }): Promise<Tokens>;
  /** Forgets the tokens here, then leaves this page to end the session there. */
  signOut(options?: { returnTo?: string }): Promise<void>;
  /** All claims of the granted scopes, from the issuer. */
  userInfo(accessToken?: string): Promise<{ sub: string; [claim: string]: unknown }>;
  /** `fetch` with the access token, for this page's origin and those in `apis` only. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
}
