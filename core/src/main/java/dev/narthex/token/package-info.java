/// The token endpoint, a class for each grant, and what is kept between a code and the last refresh.
///
/// Route: `…/v1/token`. Receives codes from `authorize`, authenticated clients from `clientauth`; hands decisions to
/// `issue`.
package dev.narthex.token;
