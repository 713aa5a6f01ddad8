/// Signing and verifying tokens; used by the server and, alone, by resource servers.
module dev.narthex.jose {
    requires com.nimbusds.jose.jwt;
    requires tools.jackson.databind;
    requires java.net.http;
    requires org.slf4j;

    exports dev.narthex.jose;
}
