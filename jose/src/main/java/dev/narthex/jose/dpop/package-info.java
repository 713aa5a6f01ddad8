/// Proofs that whoever sends a request has a private key (RFC 9449), for servers and for APIs.
package dev.narthex.jose.dpop;
