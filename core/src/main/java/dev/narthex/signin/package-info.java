/// Signing in with a password: the hosted page, throttling, lockout.
///
/// Routes: `/login/login.htm`, `/login/signout`. Receives the browser from `authorize`, makes a session, sends the
/// browser back to where it came from.
package dev.narthex.signin;
