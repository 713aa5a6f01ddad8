/// The System Log, read: `GET /api/v1/logs`. What is in it is `log`'s.
///
/// A request that names no end polls: it has a `next` link always, and sees what happened up to a second ago, so that
/// no
/// event which another node is still writing is passed over.
package dev.narthex.audit;
