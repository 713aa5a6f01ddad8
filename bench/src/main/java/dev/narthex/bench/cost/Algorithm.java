package dev.narthex.bench.cost;

/// The algorithms compared, each with an authorization server of the seed that signs by it.
public enum Algorithm {
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
    public String server() {
        return server;
    }

    public String openSslName() {
        return openSslName;
    }

    public String keyName() {
        return keyName;
    }

    public int keySize() {
        return keySize;
    }

    public String signatureName() {
        return signatureName;
    }
}
