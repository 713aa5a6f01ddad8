/// The browser's session: made at sign-in, looked up by the hash of its cookie, ended at sign-out.
package dev.narthex.session;
