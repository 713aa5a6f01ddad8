/// Which people administer the org, and what each of them may.
///
/// Owns the roles and who holds them. The Users API assigns them; the console asks what they allow.
package dev.narthex.roles;
