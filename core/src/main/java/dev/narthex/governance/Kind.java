package dev.narthex.governance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of policies there are, one policy of each.
enum Kind {
    PASSWORD("Default Policy", "What is asked of passwords", "Default Rule", "PASSWORD"),
    OKTA_SIGN_ON("Default Policy", "How long somebody stays signed in", "Default Rule", "SIGN_ON"),
    ACCESS_POLICY("Default Policy", "What an app asks of those who sign in", "Catch-all Rule", "ACCESS_POLICY"),
    PROFILE_ENROLLMENT("Default Policy", "Who may register", "Catch-all Rule", "PROFILE_ENROLLMENT");

    /// Those of Okta's that have no policy here.
    private static final List<String> OTHERS = List.of(
            "CLIENT_UPDATE",
            "DEVICE_SIGNAL_COLLECTION",
            "ENTITY_RISK",
            "IDP_DISCOVERY",
            "MFA_ENROLL",
            "POST_AUTH_SESSION",
            "SESSION_VIOLATION_DETECTION");

    private final String title;
    private final String description;
    private final String ruleTitle;
    private final String ruleType;

    Kind(String title, String description, String ruleTitle, String ruleType) {
        this.title = title;
        this.description = description;
        this.ruleTitle = ruleTitle;
        this.ruleType = ruleType;
    }

    static Optional<Kind> named(String name) {
        return Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    static boolean isKnown(String name) {
        return OTHERS.contains(name) || named(name).isPresent();
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    String ruleTitle() {
        return ruleTitle;
    }

    String ruleType() {
        return ruleType;
    }

    /// The same for all times: made of the org's.
    String id(String orgId) {
        return id("00p", orgId);
    }

    String ruleId(String orgId) {
        return id("0pr", orgId);
    }

    private String id(String prefix, String orgId) {
        return prefix + orgId.substring(3, orgId.length() - 1) + ordinal();
    }
}
