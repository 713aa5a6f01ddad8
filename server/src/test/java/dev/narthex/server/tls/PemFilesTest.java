package dev.narthex.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PEM files")
final class PemFilesTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private Path chain;
    private Path key;
    private TlsIdentity server;

    @BeforeEach
    void certificateAndKey() throws Exception {
        var now = CLOCK.instant();
        var authority = Certificates.authority(now, Duration.ofDays(1));
        server = Certificates.server(authority, Set.of("a.example"), now, Duration.ofDays(1));
        chain = write(
                "chain.pem",
                PemFiles.text(server.chain().getFirst())
                        + PemFiles.text(server.chain().getLast()));
        key = write("key.pem", PemFiles.text(server.key()));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /// RFC 5915: the form of EC keys before PKCS #8, with the curve within.
    private static String olderEc(PrivateKey key) throws IOException {
        var ec = (ECPrivateKey) key;
        var older = new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1);
        return PemFiles.text("EC PRIVATE KEY", older.getEncoded());
    }

    private static String olderRsa(PrivateKey key) throws IOException {
        var older = PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey();
        return PemFiles.text("RSA PRIVATE KEY", older.toASN1Primitive().getEncoded());
    }

    private static KeyPair rsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private String fault(Path chain, Path key) {
        return assertThrows(TlsFault.class, () -> PemFiles.identity(chain, key, CLOCK))
                .getMessage();
    }

    @Test
    @DisplayName("give the chain in its order, and the key in PKCS #8 and in the older EC form")
    void chainAndKey() throws Exception {
        assertEquals(server.chain(), PemFiles.identity(chain, key, CLOCK).chain());
        var older = write("older.pem", olderEc(server.key()));
        assertEquals(server.chain(), PemFiles.identity(chain, older, CLOCK).chain());
    }

    @Test
    @DisplayName("give RSA keys in PKCS #1 and PKCS #8")
    void rsaKeys() throws Exception {
        var pair = rsa();
        assertEquals(pair.getPrivate(), PemFiles.privateKey(write("older.pem", olderRsa(pair.getPrivate()))));
        assertEquals(pair.getPrivate(), PemFiles.privateKey(write("newer.pem", PemFiles.text(pair.getPrivate()))));
    }

    @Test
    @DisplayName("are refused when the key belongs to another certificate, or the chain is in the wrong order")
    void mismatch() throws Exception {
        assertTrue(fault(chain, write("rsa.pem", PemFiles.text(rsa().getPrivate())))
                .contains("does not belong"));
        var wrongOrder = PemFiles.text(server.chain().getLast())
                + PemFiles.text(server.chain().getFirst());
        assertTrue(fault(write("order.pem", wrongOrder), key).contains("comes first"));
    }

    @Test
    @DisplayName("are refused when the certificate has expired, with its end")
    void expired() {
        var later = InstantSource.fixed(Instant.now().plus(Duration.ofDays(2)));
        var fault = assertThrows(TlsFault.class, () -> PemFiles.identity(chain, key, later));
        assertTrue(fault.getMessage().contains("expired at 20"), fault::getMessage);
    }

    @Test
    @DisplayName("are refused when the key is encrypted, with the command that decrypts it")
    void encrypted() throws Exception {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            var encryptor = new JcePEMEncryptorBuilder("AES-256-CBC").setProvider(new BouncyCastleProvider());
            writer.writeObject(rsa().getPrivate(), encryptor.build("secret".toCharArray()));
        }
        assertTrue(fault(chain, write("locked.pem", text.toString())).contains("openssl pkey"));
    }

    @ParameterizedTest
    @DisplayName("are refused, with their name, when they hold nothing of use")
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA"
            })
    void nothingOfUse(String content) throws IOException {
        var useless = write("useless.pem", content);
        assertTrue(fault(useless, key).contains("useless.pem"));
        assertTrue(fault(chain, useless).contains("useless.pem"));
    }

    @Test
    @DisplayName("are refused when swapped")
    void swapped() {
        assertTrue(fault(key, chain).contains("holds no certificate"));
    }
}
