/// Certificates: the operator's PEM files, or a development authority and certificate made here. Receives paths from
/// the configuration, hands a key store to the HTTP server. No routes.
package dev.narthex.server.tls;
