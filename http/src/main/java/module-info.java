/// HTTP in the words the server needs. The engine and the JSON library are hidden here.
module dev.narthex.http {
    requires tools.jackson.databind;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.client;
    requires org.slf4j;

    exports dev.narthex.http;
    exports dev.narthex.http.client;
    exports dev.narthex.http.edge;
}
