/// The features, a package each. Sees neither SQL nor sockets.
module dev.narthex.core {
    requires transitive dev.narthex.http;
    requires transitive dev.narthex.jose;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires org.bouncycastle.provider;
    requires de.mkammerer.argon2.nolibs;
    requires gg.jte.runtime;

    exports dev.narthex.access;
    exports dev.narthex.apps;
    exports dev.narthex.authorize;
    exports dev.narthex.cache;
    exports dev.narthex.consent;
    exports dev.narthex.crypt;
    exports dev.narthex.device;
    exports dev.narthex.discovery;
    exports dev.narthex.expression;
    exports dev.narthex.expression.regex;
    exports dev.narthex.flow;
    exports dev.narthex.groups;
    exports dev.narthex.hooks;
    exports dev.narthex.id;
    exports dev.narthex.introspect;
    exports dev.narthex.issue;
    exports dev.narthex.keys;
    exports dev.narthex.log;
    exports dev.narthex.logout;
    exports dev.narthex.mail;
    exports dev.narthex.oauth;
    exports dev.narthex.okta;
    exports dev.narthex.org;
    exports dev.narthex.origins;
    exports dev.narthex.outbound;
    exports dev.narthex.page;
    exports dev.narthex.password;
    exports dev.narthex.policy;
    exports dev.narthex.recovery;
    exports dev.narthex.revoke;
    exports dev.narthex.servers;
    exports dev.narthex.session;
    exports dev.narthex.token;
    exports dev.narthex.clientauth;
    exports dev.narthex.signin;
    exports dev.narthex.userinfo;
    exports dev.narthex.users;
}
