/// The features, a package each. Sees neither SQL nor sockets.
module dev.narthex.core {
    requires transitive dev.narthex.http;
    requires transitive dev.narthex.jose;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires org.bouncycastle.provider;
    requires de.mkammerer.argon2.nolibs;
    requires gg.jte.runtime;

    exports dev.narthex.cache;
    exports dev.narthex.id;
    exports dev.narthex.oauth;
    exports dev.narthex.page;
    exports dev.narthex.password;
}
