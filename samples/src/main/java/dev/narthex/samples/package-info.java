/// What `./dev demo` starts beside the identity provider. Short, because people will copy it.
///
/// Owns `GET /api/messages` of [dev.narthex.samples.SampleApi], and everything under `/` of
/// [dev.narthex.samples.SampleApp]: two servers with two origins, as in real life. Receives access tokens from the
/// browser; asks the issuer for its keys; hands over nothing.
package dev.narthex.samples;
