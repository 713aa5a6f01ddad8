/// What people do with their own accounts, signed in or locked out.
///
/// Routes: `/signin/forgot-password`, `/signin/reset-password/{token}`, `/welcome/{token}`, `/signin/unlock`,
/// `/account`
/// and below. Receives the browser from signin and from links in mails; lets `users` decide what may be done, makes a
/// session, sends the browser back to where it came from.
package dev.narthex.account;
