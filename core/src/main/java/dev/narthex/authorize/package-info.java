/// The authorization endpoint: parse, validate, interact, issue, respond.
///
/// Routes: `/oauth2/v1/authorize`, `/oauth2/{server}/v1/authorize`, and `…/authorize/redirect` where a paused request
/// comes back from `signin` or `consent`. It alone decides what is next.
package dev.narthex.authorize;
