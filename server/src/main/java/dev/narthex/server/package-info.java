/// The program: command line, start and stop, and the wiring of everything by hand in [dev.narthex.server.Narthex].
/// Receives arguments and environment, hands over to the features through the router. Route of its own: `/health/live`.
package dev.narthex.server;
