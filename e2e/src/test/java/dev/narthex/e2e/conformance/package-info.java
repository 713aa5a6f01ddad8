/// The modules of OpenID's certification suite for providers, in the suite's order and under its names, in our own
/// words:
/// what each asks, and what it looks at. The suite itself was run by hand; docs/clients.md has what it said.
package dev.narthex.e2e.conformance;
