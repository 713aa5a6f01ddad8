package dev.narthex.oauth;

import java.util.Locale;

/// The `error` codes that an authorization server answers with.
public enum OAuthError {
    INVALID_REQUEST,
    INVALID_CLIENT,
    INVALID_GRANT,
    UNAUTHORIZED_CLIENT,
    ACCESS_DENIED,
    UNSUPPORTED_GRANT_TYPE,
    UNSUPPORTED_RESPONSE_TYPE,
    UNSUPPORTED_RESPONSE_MODE,
    INVALID_SCOPE,
    INVALID_TARGET,
    LOGIN_REQUIRED,
    CONSENT_REQUIRED,
    UNMET_AUTHENTICATION_REQUIREMENTS,
    INVALID_REQUEST_OBJECT,
    INVALID_REQUEST_URI,
    REQUEST_URI_NOT_SUPPORTED,
    AUTHORIZATION_PENDING,
    SLOW_DOWN,
    EXPIRED_TOKEN,
    SERVER_ERROR,
    TEMPORARILY_UNAVAILABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
