/// Calling others: one request, one answer, within limits of time and size.
///
/// A name is resolved once, each of its addresses is shown to a [dev.narthex.http.client.Door], and what was shown is
/// what
/// is connected to: a name that means something else a moment later (DNS rebinding) gains nothing.
package dev.narthex.http.client;
