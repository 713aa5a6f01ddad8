/// Policies of the org: `/api/v1/policies`. There is one of each kind, built in; what is asked of passwords, and
/// who may make an account, can be changed.
///
/// [PasswordRules] is for everybody who checks a password. What is shown of the other kinds is what Narthex does, and a
/// wish to change it is refused rather than forgotten.
package dev.narthex.governance;
