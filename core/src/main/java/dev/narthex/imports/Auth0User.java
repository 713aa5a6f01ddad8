package dev.narthex.imports;

import java.util.Map;

/// A line of an Auth0 user export, with the password hashes that Auth0 adds on request.
final class Auth0User {
    private Auth0User() {}

    static Row row(Map<String, Object> user) {
        var row = new Row.Builder()
                .attribute("login", first(user, "username", "email", "Email"))
                .attribute("email", first(user, "email", "Email"))
                .attribute("firstName", first(user, "given_name", "Given Name"))
                .attribute("lastName", first(user, "family_name", "Family Name"))
                .attribute("nickName", first(user, "nickname", "Nickname"))
                .attribute("displayName", first(user, "name", "Name"))
                .attribute("mobilePhone", user.get("phone_number"))
                .with("emailVerified", first(user, "email_verified", "Email Verified"))
                .with("status", Boolean.TRUE.equals(user.get("blocked")) ? "SUSPENDED" : "ACTIVE")
                .password("encoded", first(user, "passwordHash", "password_hash"));
        return row.build();
    }

    private static Object first(Map<String, Object> user, String... names) {
        for (String name : names) if (user.get(name) != null) return user.get(name);
        return null;
    }
}
