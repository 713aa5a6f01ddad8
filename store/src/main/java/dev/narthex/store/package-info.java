/// All SQL: the stores whose contracts the features own, for SQLite and PostgreSQL.
///
/// Owns the schema (`db/migration`). Receives from every feature through its `…Store`; hands back values, and tells
/// what has changed. `dev.narthex.store.database` below it owns connections, transactions and the feed of changes.
package dev.narthex.store;
