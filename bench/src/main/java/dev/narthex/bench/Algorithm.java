package dev.narthex.bench;

/// The algorithms compared, each with an authorization server of the seed that signs by it.
enum Algorithm {
    RS256("default", "rsa2048", "RSA", 2048, "SHA256withRSA"),
    ES256("es256", "ecdsap256", "EC", 256, "SHA256withECDSAinP1363Format");

    private final String server;
    private final String openSslName;
    private final String keyName;
    private final int keySize;
    private final String signatureName;

    Algorithm(String server, String openSslName, String keyName, int keySize, String signatureName) {
        this.server = server;
        this.openSslName = openSslName;
        this.keyName = keyName;
        this.keySize = keySize;
        this.signatureName = signatureName;
    }

    /// The id of the authorization server.
    String server() {
        return server;
    }

    String openSslName() {
        return openSslName;
    }

    String keyName() {
        return keyName;
    }

    int keySize() {
        return keySize;
    }

    String signatureName() {
        return signatureName;
    }
}
