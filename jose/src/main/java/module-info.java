/// Signing and verifying tokens; used by the server and, alone, by resource servers.
module dev.narthex.jose {
    requires com.nimbusds.jose.jwt;
    requires tools.jackson.databind;
    requires java.net.http;
    requires org.slf4j;
    // Optional: where its native library is missing, the JDK signs.
    requires static com.amazon.corretto.crypto.provider;

    exports dev.narthex.jose;
    exports dev.narthex.jose.dpop;
}
