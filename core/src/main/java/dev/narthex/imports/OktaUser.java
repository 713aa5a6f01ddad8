package dev.narthex.imports;

import java.util.Map;

/// A user as the Users API shows one. Passwords never leave there: whoever has one is asked for at the first sign-in,
/// by a hook.
final class OktaUser {
    private OktaUser() {}

    /// @param byHook whether the old system will vouch for passwords; otherwise people get a link to set a new one
    static Row row(Map<String, Object> user, boolean byHook) {
        var row = new Row.Builder().with("status", status(Row.text(user, "status"), byHook));
        if (user.get("profile") instanceof Map<?, ?> profile) {
            profile.forEach((name, value) -> row.attribute((String) name, value));
        }
        boolean hasPassword =
                user.get("credentials") instanceof Map<?, ?> credentials && credentials.containsKey("password");
        if (byHook && hasPassword) row.password("hook", Map.of("type", "default"));
        return row.build();
    }

    private static String status(String status, boolean byHook) {
        return switch (status == null ? "" : status) {
            case "SUSPENDED", "DEPROVISIONED", "STAGED" -> status;
            case "PROVISIONED" -> "STAGED";
            default -> byHook ? "ACTIVE" : "STAGED";
        };
    }
}
