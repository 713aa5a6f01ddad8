package dev.narthex.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who computes signatures: the Amazon Corretto Crypto Provider where its native library loads, else the JDK.
///
/// Both give the same signatures; the native one makes RS256 four times as many. It is never registered for the whole
/// program, only named where we sign and verify. It takes a third of a second to load: [#load] begins that beside
/// whatever else a program does at its start, and the first signature waits for it.
public final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);

    /// The fast provider; empty for the JDK's own.
    private final CompletableFuture<Optional<Provider>> provider;

    private CryptoProvider(CompletableFuture<Optional<Provider>> provider) {
        this.provider = provider;
    }

    /// Begins to load the fast provider on a thread of its own, and returns at once.
    public static CryptoProvider load() {
        var loading = new CompletableFuture<Optional<Provider>>();
        Thread.ofPlatform().daemon().name("crypto-provider").start(() -> loading.complete(corretto()));
        return new CryptoProvider(loading);
    }

    /// The JDK's own providers: nothing to load, the same answers, slower.
    public static CryptoProvider jdk() {
        return new CryptoProvider(CompletableFuture.completedFuture(Optional.empty()));
    }

    /// The provider's name, for a log line at start. Waits until it has loaded.
    public String name() {
        return chosen().map(Provider::getName).orElse("JDK");
    }

    Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
        var chosen = chosen();
        return chosen.isPresent()
                ? Signature.getInstance(algorithm.signature(), chosen.get())
                : Signature.getInstance(algorithm.signature());
    }

    /// The key in the form this provider uses without converting it for each signature.
    PrivateKey own(SigningAlgorithm algorithm, PrivateKey key) throws GeneralSecurityException {
        return keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    private KeyFactory keyFactory(SigningAlgorithm algorithm) throws GeneralSecurityException {
        var chosen = chosen();
        // The fast provider has no factory for Ed25519; it takes the JDK's keys.
        return chosen.isPresent() && algorithm != SigningAlgorithm.EDDSA
                ? KeyFactory.getInstance(algorithm.keyFactory(), chosen.get())
                : KeyFactory.getInstance(algorithm.keyFactory());
    }

    private Optional<Provider> chosen() {
        return provider.join();
    }

    private static Optional<Provider> corretto() {
        try {
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
            return Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
        } catch (RuntimeException | LinkageError e) {
            // No jar, no library for this system, or a temporary folder that can't be written or executed from.
            LOG.warn(
                    "The fast crypto provider did not load, the JDK signs instead, about four times slower: {}",
                    e.toString());
            return Optional.empty();
        }
    }
}
