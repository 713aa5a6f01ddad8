package dev.narthex.policy;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One issuer with all that decides about its tokens, read and changed as a whole.
///
/// `id` is a path segment of the issuer; the org's own server has the id [#ORG] and an issuer without a path.
public record AuthorizationServer(
        String id,
        Settings settings,
        List<Scope> scopes,
        List<Claim> claims,
        List<AccessPolicy> policies,
        Revision revision) {
    public static final String ORG = "org";
    public static final String DEFAULT = "default";

    public record Settings(
            String name,
            String description,
            String audience,
            SigningAlgorithm algorithm,
            Options options,
            boolean active) {

        /// As servers are unless somebody decides otherwise.
        public Settings(String name, String description, String audience, SigningAlgorithm algorithm, boolean active) {
            this(name, description, audience, algorithm, Options.STANDARD, active);
        }

        public Settings with(Options other) {
            return new Settings(name, description, audience, algorithm, other, active);
        }

        public Settings active(boolean other) {
            return new Settings(name, description, audience, algorithm, options, other);
        }
    }

    /// What a server decides where Okta's habit and a standard, or a standard and prudence, can't both be followed.
    ///
    /// `implicit`: whether `/authorize` may hand out tokens itself. `jwtProfile`: the form of access tokens.
    /// `rotation`: who rotates the signing keys.
    public record Options(boolean implicit, JwtProfile jwtProfile, Rotation rotation) {
        public static final Options STANDARD = new Options(true, JwtProfile.OKTA, Rotation.AUTO);

        public Options(boolean implicit, JwtProfile jwtProfile) {
            this(implicit, jwtProfile, Rotation.AUTO);
        }

        public Options withImplicit(boolean allowed) {
            return new Options(allowed, jwtProfile, rotation);
        }

        public Options withJwtProfile(JwtProfile other) {
            return new Options(implicit, other, rotation);
        }

        public Options withRotation(Rotation other) {
            return new Options(implicit, jwtProfile, other);
        }
    }

    public enum Rotation {
        /// The server itself, a few times a year.
        AUTO,
        /// An administrator, when they see fit.
        MANUAL
    }

    /// The form of a server's access tokens.
    public enum JwtProfile {
        /// As Okta's clients and verifiers expect: no `typ`, the person's login in `sub`, a list in `scp`.
        OKTA,
        /// As RFC 9068 has it: `at+jwt`, the person's id in `sub`, `client_id` and a text in `scope`.
        RFC9068
    }

    /// A change is made against the version that was read.
    public record Revision(long version, Instant created, Instant lastUpdated) {}

    public AuthorizationServer {
        scopes = List.copyOf(scopes);
        claims = List.copyOf(claims);
        policies = List.copyOf(policies);
    }

    public AuthorizationServer with(Settings other) {
        return new AuthorizationServer(id, other, scopes, claims, policies, revision);
    }

    public AuthorizationServer withScopes(List<Scope> others) {
        return new AuthorizationServer(id, settings, others, claims, policies, revision);
    }

    public AuthorizationServer withClaims(List<Claim> others) {
        return new AuthorizationServer(id, settings, scopes, others, policies, revision);
    }

    public AuthorizationServer withPolicies(List<AccessPolicy> others) {
        return new AuthorizationServer(id, settings, scopes, claims, others, revision);
    }

    /// The version that replaces this one.
    public AuthorizationServer revised(Instant now) {
        var next = new Revision(revision.version() + 1, revision.created(), now);
        return new AuthorizationServer(id, settings, scopes, claims, policies, next);
    }

    public boolean isOrg() {
        return id.equals(ORG);
    }

    public boolean active() {
        return settings.active();
    }

    public Optional<Scope> scope(String name) {
        return scopes.stream().filter(scope -> scope.name().equals(name)).findFirst();
    }

    /// What a request without scopes gets.
    public Scopes defaultScopes() {
        return Scopes.of(
                scopes.stream().filter(Scope::isDefault).map(Scope::name).toList());
    }
}
