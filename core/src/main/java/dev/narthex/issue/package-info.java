/// Tokens out of decisions: which claims, for how long, signed by whom.
///
/// Receives what `authorize` and `token` have decided; hands back signed text. Reads no request and no store.
package dev.narthex.issue;
