/// Passwords: how they are hashed, how hashes of other systems are read and checked, and what makes one acceptable.
///
/// Owns the house algorithm ([Passwords]), the text a password is stored as ([StoredPassword]), the ways in for hashes
/// made elsewhere ([ImportedHash]), the bound on concurrent hashing ([HashGate]) and the rules for new passwords
/// ([PasswordPolicy]). It has no routes. Sign-in, registration, recovery, the Users API and the bulk import call it;
/// it calls nobody and stores nothing.
package dev.narthex.password;
