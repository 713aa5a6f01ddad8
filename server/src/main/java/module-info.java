/// The program.
module dev.narthex.server {
    requires java.net.http;
    requires transitive dev.narthex.http;
    requires transitive dev.narthex.core;
    requires transitive dev.narthex.store;
    requires java.management;
    requires info.picocli;
    requires org.slf4j;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.snakeyaml.engine;
    requires jakarta.mail;

    exports dev.narthex.server;
    exports dev.narthex.server.config;
    exports dev.narthex.server.mail;
    exports dev.narthex.server.seed;
    exports dev.narthex.server.wiring;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.narthex.server.logs.Logs;
}
