/// Who calls the token endpoint and its siblings: a client that proves itself becomes an [AuthenticatedClient], which
/// nothing else makes.
package dev.narthex.clientauth;
