package dev.narthex.policy;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The scopes of the management API: `okta.` and what they open, then what may be done there. Only the org's server
/// grants them.
public final class OrgScopes {
    private static final String READ = ".read";
    private static final String MANAGE = ".manage";

    /// What can be read and managed.
    private static final Set<String> RESOURCES = Set.of(
            "agentPools",
            "apiTokens",
            "appGrants",
            "apps",
            "authenticators",
            "authorizationServers",
            "behaviors",
            "botProtection",
            "brands",
            "captchas",
            "clients",
            "customTelephonyProvider",
            "deviceAssurance",
            "deviceIntegrations",
            "devicePostureChecks",
            "devices",
            "domains",
            "dr",
            "emailDomains",
            "emailServers",
            "eventHooks",
            "features",
            "groups",
            "identitySources",
            "idps",
            "inlineHooks",
            "linkedObjects",
            "logStreams",
            "myAccount",
            "networkZones",
            "oauthIntegrations",
            "orgs",
            "policies",
            "principalRateLimits",
            "profileMappings",
            "pushProviders",
            "rateLimits",
            "realmAssignments",
            "realms",
            "roles",
            "schemas",
            "securityEventsProviders",
            "serviceAccounts",
            "sessions",
            "templates",
            "threatInsights",
            "trustedOrigins",
            "uischemas",
            "userRisk",
            "userTypes",
            "users");

    private static final Set<String> ALONE =
            Set.of("okta.clients.register", "okta.logs.read", "okta.universalLogout.manage", "okta.users.read.self");

    private static final Set<String> ALL = all();

    private OrgScopes() {}

    /// Whether there is such a scope.
    public static boolean has(String name) {
        return ALL.contains(name);
    }

    /// All names, in order.
    public static Set<String> names() {
        return ALL;
    }

    /// Whether it has the form of one of these, known or not.
    public static boolean isLike(String name) {
        return name.startsWith("okta.");
    }

    /// Whether one of the scopes held opens what `needed` names: to manage is to read, too.
    public static boolean opens(Set<String> held, String needed) {
        return held.contains(needed) || managing(needed).filter(held::contains).isPresent();
    }

    private static Optional<String> managing(String needed) {
        if (!needed.endsWith(READ)) return Optional.empty();
        return Optional.of(needed.substring(0, needed.length() - READ.length()) + MANAGE);
    }

    private static Set<String> all() {
        var names = new TreeSet<>(ALONE);
        for (String resource : RESOURCES) {
            names.add("okta." + resource + READ);
            names.add("okta." + resource + MANAGE);
        }
        return Collections.unmodifiableSet(names);
    }
}
