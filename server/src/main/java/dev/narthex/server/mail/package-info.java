/// How mails leave: to a mail server, or not at all.
package dev.narthex.server.mail;
