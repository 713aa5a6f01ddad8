/// The authorization endpoint: parse, validate, interact, issue, respond.
///
/// Routes: `/oauth2/v1/authorize`, `/oauth2/{server}/v1/authorize`, `…/v1/par` where apps push requests, and
/// `…/authorize/redirect` where a paused request
/// comes back from `signin` or `consent`. It alone decides what is next.
package dev.narthex.authorize;
