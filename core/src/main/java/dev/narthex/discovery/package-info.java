/// What a server says about itself: both metadata documents, with only what is implemented.
///
/// Routes: `…/.well-known/openid-configuration`, `…/.well-known/oauth-authorization-server`.
package dev.narthex.discovery;
