package dev.narthex.bench.cost;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What one signature costs by the provider that the server signs with, called as the server calls it.
public final class SignatureCost {
    private static final long LENGTH = Duration.ofMillis(1000).toNanos();
    private static final int MESSAGE = 900;

    private SignatureCost() {}

    /// Seconds of processor time for a signature, with all processors signing at once.
    public static double seconds(Algorithm algorithm, int cores) throws Exception {
        PrivateKey key = pair(algorithm).getPrivate();
        return average(cores, () -> measure(algorithm, key));
    }

    /// The same for the check of one.
    public static double checkSeconds(Algorithm algorithm, int cores) throws Exception {
        var pair = pair(algorithm);
        byte[] message = new byte[MESSAGE];
        var signer = Signature.getInstance(algorithm.signatureName(), AmazonCorrettoCryptoProvider.INSTANCE);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        byte[] signature = signer.sign();
        return average(cores, () -> measureChecks(algorithm, pair.getPublic(), message, signature));
    }

    private static KeyPair pair(Algorithm algorithm) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm.keyName(), AmazonCorrettoCryptoProvider.INSTANCE);
        generator.initialize(algorithm.keySize());
        return generator.generateKeyPair();
    }

    private static double average(int cores, Callable<Double> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(cores)) {
            double sum = 0;
            var all = IntStream.range(0, cores).mapToObj(_ -> work).toList();
            for (var each : pool.invokeAll(all)) sum += each.get();
            return sum / cores;
        }
    }

    private static double measureChecks(Algorithm algorithm, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        var clock = ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + LENGTH / 2;
        long before = clock.getCurrentThreadCpuTime();
        long checked = 0;
        for (; System.nanoTime() < end; checked++) {
            var check = Signature.getInstance(algorithm.signatureName(), AmazonCorrettoCryptoProvider.INSTANCE);
            check.initVerify(key);
            check.update(message);
            if (!check.verify(signature)) throw new IllegalStateException("a good signature is refused");
        }
        return (clock.getCurrentThreadCpuTime() - before) / 1e9 / checked;
    }

    private static double measure(Algorithm algorithm, PrivateKey key) throws GeneralSecurityException {
        var clock = ManagementFactory.getThreadMXBean();
        byte[] message = new byte[MESSAGE];
        signUntil(System.nanoTime() + LENGTH / 4, algorithm, key, message);
        long before = clock.getCurrentThreadCpuTime();
        long signed = signUntil(System.nanoTime() + LENGTH, algorithm, key, message);
        return (clock.getCurrentThreadCpuTime() - before) / 1e9 / signed;
    }

    private static long signUntil(long end, Algorithm algorithm, PrivateKey key, byte[] message)
            throws GeneralSecurityException {
        long signed = 0;
        while (System.nanoTime() < end) {
            var signature = Signature.getInstance(algorithm.signatureName(), AmazonCorrettoCryptoProvider.INSTANCE);
            signature.initSign(key);
            signature.update(message);
            if (signature.sign().length == 0) throw new IllegalStateException("an empty signature");
            signed++;
        }
        return signed;
    }
}
