/// What people have given to apps, as administrators see it and take it back: grants and refresh tokens.
///
/// Routes: `/api/v1/users/{id}/grants…`, `/api/v1/users/{id}/clients…`,
/// `/api/v1/authorizationServers/{server}/clients…`. Consent itself is `consent`'s, tokens are `token`'s. [Withdrawal]
/// is for everybody who takes something back, also a person on a page of their own.
package dev.narthex.delegation;
