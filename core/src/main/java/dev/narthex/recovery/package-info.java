/// One-time links: what lets a person in who has no password, or another one than they thought.
///
/// Owns the links and the mails that carry them; knows people by their ids alone, so that whoever makes or changes
/// people can send one. The pages behind the links are in account and registration.
package dev.narthex.recovery;
