/// The database itself: opening it, reading, writing in groups, migrating it, and the feed of changes. Owns every
/// connection, and the difference between the two dialects. The stores in `dev.narthex.store` stand on it.
package dev.narthex.store.database;
