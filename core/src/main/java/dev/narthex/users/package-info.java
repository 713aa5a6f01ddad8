/// People: who they are, in which state, and with which password.
///
/// `UserLifecycle` holds the status machine; `Accounts` and `AccountPasswords` do what is done to people, for the API,
/// the pages, hooks and imports alike.
package dev.narthex.users;
