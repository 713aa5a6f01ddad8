/// One-time links: what lets a person in who has no password, or another one than they thought.
///
/// Owns the links and the mails that carry them. Whoever makes or changes people asks for one; the pages
/// behind the links are in account and registration.
package dev.narthex.recovery;
