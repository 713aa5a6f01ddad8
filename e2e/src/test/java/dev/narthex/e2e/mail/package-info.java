/// Mails, as a mail server gets them.
package dev.narthex.e2e.mail;
