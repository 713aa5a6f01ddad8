/// People: who they are, in which state, and with which password.
package dev.narthex.users;
