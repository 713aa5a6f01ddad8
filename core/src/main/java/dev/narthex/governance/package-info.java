/// Policies of the org: `/api/v1/policies`. Of passwords there is one for everybody and as many more for groups as
/// administrators make; of the other kinds there is one, built in. Who may make an account can be changed, too.
///
/// [PasswordRules] is for everybody who checks a password, counts a wrong one or sends a link. What is shown of the
/// other kinds is what Narthex does, and a wish to change it is refused rather than forgotten.
package dev.narthex.governance;
