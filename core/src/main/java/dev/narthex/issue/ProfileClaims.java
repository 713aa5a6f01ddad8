package dev.narthex.issue;

import dev.narthex.oauth.Scopes;
import dev.narthex.users.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The standard claims of a person, by scope. What the profile lacks is left out, never null.
public final class ProfileClaims {
    private static final Map<String, String> PROFILE = Map.ofEntries(
            Map.entry("family_name", "lastName"),
            Map.entry("given_name", "firstName"),
            Map.entry("middle_name", "middleName"),
            Map.entry("nickname", "nickName"),
            Map.entry("preferred_username", "login"),
            Map.entry("profile", "profileUrl"),
            Map.entry("zoneinfo", "timezone"),
            Map.entry("locale", "locale"));
    private static final Map<String, String> ADDRESS = Map.of(
            "street_address", "streetAddress",
            "locality", "city",
            "region", "state",
            "postal_code", "zipCode",
            "country", "countryCode");

    private ProfileClaims() {}

    // OIDC Core 1.0 §5.4: which claims a scope stands for.
    public static SequencedMap<String, Object> of(User user, Scopes scopes) {
        var claims = new LinkedHashMap<String, Object>();
        if (scopes.has("profile")) addProfile(claims, user);
        if (scopes.has("email")) addEmail(claims, user);
        if (scopes.has("phone")) user.attribute("primaryPhone").ifPresent(phone -> claims.put("phone_number", phone));
        if (scopes.has("address")) {
            var address = mapped(user, ADDRESS);
            if (!address.isEmpty()) claims.put("address", address);
        }
        return claims;
    }

    /// The few that go into an ID token beside an access token; the rest is at userinfo.
    public static SequencedMap<String, Object> thin(User user, Scopes scopes) {
        var claims = new LinkedHashMap<String, Object>();
        if (scopes.has("profile")) {
            claims.put("name", user.displayName());
            claims.put("preferred_username", user.login());
        }
        if (scopes.has("email")) user.attribute("email").ifPresent(email -> claims.put("email", email));
        return claims;
    }

    private static void addProfile(Map<String, Object> claims, User user) {
        claims.put("name", user.displayName());
        claims.putAll(mapped(user, PROFILE));
        claims.put("updated_at", user.times().lastUpdated().getEpochSecond());
    }

    private static void addEmail(Map<String, Object> claims, User user) {
        user.attribute("email").ifPresent(email -> {
            claims.put("email", email);
            claims.put("email_verified", user.credentials().emailVerified());
        });
    }

    private static SequencedMap<String, Object> mapped(User user, Map<String, String> names) {
        var claims = new LinkedHashMap<String, Object>();
        names.forEach((claim, attribute) -> user.attribute(attribute).ifPresent(value -> claims.put(claim, value)));
        return claims;
    }
}
