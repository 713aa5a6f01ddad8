/// Mail: what is written, to whom, and that it gets there.
///
/// A mail is put into the outbox in the transaction of what caused it, sealed, and leaves the database when a server
/// has taken it. Delivery is at least once: who is killed between the server's yes and our note of it sends the mail
/// again, under the same `Message-ID`. Receives letters from recovery, account and registration; hands them to a
/// [dev.narthex.mail.MailTransport], which `server` makes.
package dev.narthex.mail;
