/// The Users and Groups APIs: people, what is done to them, their groups, the schema of their profiles.
///
/// Routes: `/api/v1/users…`, `/api/v1/groups…`, `/api/v1/meta/…/user…`. Decides nothing about accounts itself: `users`
/// does, and here its answers become those of the wire.
package dev.narthex.directory;
