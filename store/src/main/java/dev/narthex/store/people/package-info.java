/// Keeps people and the schema of profiles.
package dev.narthex.store.people;
