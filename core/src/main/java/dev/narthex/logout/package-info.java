/// An app signs a person out.
///
/// Route: `…/v1/logout`. Ends the session of `session`; sends the browser to addresses that are registered for the app
/// that the ID token is from, and nowhere else.
package dev.narthex.logout;
