package dev.narthex.bench;

import dev.narthex.bench.load.LoadFigures;
import java.util.OptionalDouble;

/// One measurement of one algorithm, with the limits measured in the same minute.
///
/// @param openSsl seconds of processor time for a signature by openssl, if there is one
/// @param provider the same by the provider that the server uses
record Round(LoadFigures load, OptionalDouble openSsl, double provider, int cores) {
    private static final int SIGNATURES = 2;

    /// The share of the processor time of a request that its two signatures take.
    double shareOfSignatures() {
        return SIGNATURES * provider * 1e6 / load.serverCpuPerRequest();
    }

    /// How many requests a second the machine could sign for if it did nothing else.
    double limit() {
        return cores / (SIGNATURES * openSsl.orElse(provider));
    }

    double ofLimit() {
        return load.perSecond() / limit();
    }

    /// Of the limit again, but of the processor time that the server had: the load and other programs don't count.
    double efficiency() {
        return SIGNATURES * openSsl.orElse(provider) * 1e6 / load.serverCpuPerRequest();
    }
}
