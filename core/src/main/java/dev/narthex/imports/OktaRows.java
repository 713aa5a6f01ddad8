package dev.narthex.imports;

import java.util.Map;

/// Makes rows of users as the Users API shows them. Passwords never leave there: whoever has one is asked for at the
/// first sign-in by a hook, or chooses a new one by a link.
///
/// @param byHook whether the old system will vouch for passwords
public record OktaRows(boolean byHook) {

    public Row row(Map<String, Object> user) {
        var row = new Row.Builder().with("status", status(Row.text(user, "status")));
        if (user.get("profile") instanceof Map<?, ?> profile) {
            profile.forEach((name, value) -> row.attribute((String) name, value));
        }
        boolean hasPassword =
                user.get("credentials") instanceof Map<?, ?> credentials && credentials.containsKey("password");
        if (byHook && hasPassword) row.password("hook", Map.of("type", "default"));
        return row.build();
    }

    private String status(String status) {
        return switch (status == null ? "" : status) {
            case "SUSPENDED", "DEPROVISIONED", "STAGED" -> status;
            case "PROVISIONED" -> "STAGED";
            default -> byHook ? "ACTIVE" : "STAGED";
        };
    }
}
