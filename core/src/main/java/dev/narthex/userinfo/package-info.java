/// Claims about the person whom an access token is for.
///
/// Route: `…/v1/userinfo`.
package dev.narthex.userinfo;
