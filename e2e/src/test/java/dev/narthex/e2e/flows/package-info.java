/// The implicit flow over real HTTP: a server on a free port, a clock that tests move, a browser that follows nothing
/// by
/// itself.
package dev.narthex.e2e.flows;
