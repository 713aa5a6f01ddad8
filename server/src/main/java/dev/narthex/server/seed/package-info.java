/// The seed file: what an organization is to have, declared in YAML. Applied at each start: what is there stays, what
/// is
/// missing is made. Receives a path from the configuration, hands a [dev.narthex.server.seed.Seed] to whoever makes
/// what
/// is missing. No routes.
package dev.narthex.server.seed;
