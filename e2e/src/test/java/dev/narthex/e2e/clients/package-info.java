/// Apps made and changed over HTTP: the Apps API, dynamic registration, trusted origins, API tokens.
package dev.narthex.e2e.clients;
