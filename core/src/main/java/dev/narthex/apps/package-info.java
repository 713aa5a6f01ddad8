/// Apps: the clients of OAuth, and who may use them.
///
/// Owned here: what an app is, where it may be returned to, to whom it is assigned. Read by `authorize` and
/// `discovery`; knows neither.
package dev.narthex.apps;
