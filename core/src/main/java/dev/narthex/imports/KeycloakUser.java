package dev.narthex.imports;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A user of a Keycloak realm export. Attributes are lists there: one value is taken as it is, several as a list.
final class KeycloakUser {
    /// What Keycloak's own forms call otherwise.
    private static final Map<String, String> NAMES = Map.of(
            "phoneNumber", "mobilePhone",
            "locality", "city",
            "region", "state",
            "postal_code", "zipCode",
            "street", "streetAddress");

    private KeycloakUser() {}

    static Row row(Map<String, Object> user) {
        var row = new Row.Builder()
                .attribute("login", user.get("username"))
                .attribute("email", user.get("email"))
                .attribute("firstName", user.get("firstName"))
                .attribute("lastName", user.get("lastName"))
                .with("emailVerified", user.get("emailVerified"))
                .with("status", Boolean.FALSE.equals(user.get("enabled")) ? "SUSPENDED" : "ACTIVE");
        if (user.get("attributes") instanceof Map<?, ?> attributes)
            attributes.forEach((name, value) -> add(row, name, value));
        Row.list(user, "groups").ifPresent(groups -> row.with("groups", groups(groups)));
        Row.list(user, "credentials").ifPresent(credentials -> password(row, credentials));
        return row.build();
    }

    private static void add(Row.Builder row, Object name, Object value) {
        String ours = NAMES.getOrDefault((String) name, (String) name);
        row.attribute(ours, value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value);
    }

    /// Paths there, `/staff/readers`; here the last name.
    private static List<String> groups(List<?> paths) {
        return paths.stream()
                .map(Objects::toString)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private static void password(Row.Builder row, List<?> credentials) {
        for (Object each : credentials) {
            if (each instanceof Map<?, ?> credential && "password".equals(credential.get("type"))) {
                String data = Row.text(credential, "credentialData");
                String secret = Row.text(credential, "secretData");
                if (data != null && secret != null) {
                    row.password("keycloak", Map.of("credentialData", data, "secretData", secret));
                }
            }
        }
    }
}
