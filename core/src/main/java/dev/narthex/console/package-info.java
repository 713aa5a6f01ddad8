/// The console: pages on which administrators look after people and groups, and see what happened.
///
/// Routes: `/admin…`. Decides nothing about accounts itself: `users` does. `roles` says who may do what here; only
/// [ConsoleResponder] lets anybody in. All pages work without JavaScript.
package dev.narthex.console;
