package dev.narthex.apps.metadata;

import dev.narthex.apps.AppSettings.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The words that client metadata may hold.
final class Words {
    static final String CODE = "authorization_code";
    static final String IMPLICIT = "implicit";
    static final String REFRESH = "refresh_token";
    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String PASSWORD = "password";
    static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static final String INTERACTION = "interaction_code";

    static final List<String> GRANT_TYPES = List.of(
            CODE,
            IMPLICIT,
            REFRESH,
            CLIENT_CREDENTIALS,
            PASSWORD,
            INTERACTION,
            DEVICE,
            TOKEN_EXCHANGE,
            JWT_BEARER,
            "urn:ietf:params:oauth:grant-type:saml2-bearer",
            "urn:openid:params:grant-type:ciba",
            "urn:okta:params:oauth:grant-type:otp",
            "urn:okta:params:oauth:grant-type:oob",
            "http://auth0.com/oauth/grant-type/mfa-otp",
            "http://auth0.com/oauth/grant-type/mfa-oob");

    static final List<String> RESPONSE_TYPES = List.of("code", "id_token", "token");

    static final List<String> METHODS =
            List.of("none", "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt");

    static final List<String> APPLICATION_TYPES =
            Stream.of(Type.values()).map(Words::word).toList();

    private Words() {}

    static String word(Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static Type type(String word) {
        return Type.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
