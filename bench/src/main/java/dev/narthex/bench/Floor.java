package dev.narthex.bench;

import dev.narthex.bench.cost.WriteCost;
import java.util.OptionalDouble;

/// What the machine can do at best, measured in the same round as what it is held against. Seconds of processor time.
///
/// @param signature by the provider that the server uses
/// @param check     of a signature, by the same
/// @param openSsl   a signature by openssl, if there is one
/// @param write     a durable write, by the server's writer and nothing else
/// @param http      the answer of `/health/live`, by the server
record Floor(double signature, double check, OptionalDouble openSsl, WriteCost write, double http, int cores) {

    /// Of the processor time that an operation needs at least.
    double of(Operation operation) {
        return operation.signatures() * signature
                + operation.checks() * check
                + operation.writes() * write.cpu()
                + operation.requests() * http;
    }

    /// Operations a second if the machine did nothing but sign for them, as fast as openssl.
    double bySignatures(Operation operation) {
        return cores / (operation.signatures() * openSsl.orElse(signature));
    }

    /// Operations a second if it did nothing but write for them.
    double byWrites(Operation operation) {
        return write.perSecond() / operation.writes();
    }
}
