/// People make their own accounts, as far as the org's policy of enrolment allows.
///
/// Routes: `/signin/register`, `/signin/verify/registration/{token}`. Receives the browser from signin or authorize,
/// makes a user and a session, sends the browser back to where it came from.
package dev.narthex.registration;
