package dev.narthex.server.seed;

import dev.narthex.jose.Jwk;
import dev.narthex.password.StoredPassword;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What an organization is to have. Names within it are by what people see: a group's name, a user's login, an app's
/// client id. A name may also be of something that is in the database already.
public record Seed(
        List<Group> groups,
        List<User> users,
        List<App> apps,
        List<AuthorizationServer> authorizationServers,
        List<TrustedOrigin> trustedOrigins,
        Optional<Registration> registration) {

    /// Reads a file; answers with all that is wrong in it.
    public static SeedResult parse(Path file) {
        return new SeedReader(file).read();
    }

    /// Whether people may make accounts themselves: they may where this is given.
    /// @param groups names
    /// @param attributes beside the address
    public record Registration(
            boolean emailVerification, List<Attribute> attributes, List<String> groups, List<String> domains) {}

    /// Something that the form of registration asks for.
    public record Attribute(String name, String label, boolean required) {}

    public record Group(String name, Optional<String> description) {}

    /// @param profile `login`, `email`, names and whatever else the file says; values are text, whole numbers,
    /// decimals,
    ///     truths, or lists of text
    /// @param status `ACTIVE`, `STAGED`, `PROVISIONED`, `SUSPENDED` or `DEPROVISIONED`
    /// @param roles administrators' roles, by their names in the API
    public record User(
            String login,
            Map<String, Object> profile,
            Credential credential,
            List<String> groups,
            String status,
            List<String> roles) {
        /// Does not print the credential.
        @Override
        public String toString() {
            return "User[" + login + "]";
        }
    }

    /// How a user proves who they are.
    public sealed interface Credential {
        record None() implements Credential {}

        record Password(String value) implements Credential {
            @Override
            public String toString() {
                return "Password[…]";
            }
        }

        /// A hash from elsewhere.
        record Hash(StoredPassword stored) implements Credential {}
    }

    /// An application that signs people in by OpenID Connect.
    /// @param settings further members of `settings.oauthClient` of the apps API, by their names there
    /// @param grants scopes of the management API that the app may have for itself
    public record App(
            String clientId,
            String label,
            String type,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris,
            List<String> grantTypes,
            List<String> responseTypes,
            boolean consentRequired,
            ClientAuthentication authentication,
            Map<String, Object> settings,
            Assignment assignment,
            List<String> grants) {}

    /// How an app proves which one it is.
    /// @param method `none`, `client_secret_basic`, `client_secret_post`, `client_secret_jwt` or `private_key_jwt`
    /// @param secrets two at most, so that one can be replaced without a gap
    public record ClientAuthentication(String method, boolean pkceRequired, List<String> secrets, List<Jwk> keys) {
        /// Does not print the secrets.
        @Override
        public String toString() {
            return "ClientAuthentication[" + method + "]";
        }
    }

    /// Who may use an app.
    public record Assignment(boolean everyone, List<String> users, List<String> groups) {}

    /// @param signingAlgorithm `RS256`, `ES256` or `EdDSA`
    public record AuthorizationServer(
            String id,
            String name,
            Optional<String> description,
            String audience,
            String signingAlgorithm,
            List<Scope> scopes,
            List<Claim> claims,
            List<Policy> policies) {}

    /// @param consent `IMPLICIT`, `REQUIRED` or `FLEXIBLE`
    /// @param published whether discovery lists it
    public record Scope(
            String name,
            Optional<String> displayName,
            Optional<String> description,
            String consent,
            boolean optional,
            boolean byDefault,
            boolean published) {}

    /// @param token `access` or `id`
    /// @param valueType `EXPRESSION`, `GROUPS` or `SYSTEM`
    /// @param groupFilter `STARTS_WITH`, `EQUALS`, `CONTAINS` or `REGEX`; with the value type `GROUPS` alone
    public record Claim(
            String name,
            String token,
            String valueType,
            String value,
            Optional<String> groupFilter,
            boolean always,
            List<String> scopes) {}

    /// @param clients client ids, or `ALL_CLIENTS` alone
    public record Policy(String name, String description, List<String> clients, List<Rule> rules) {}

    /// @param scopes names, or `*` alone
    /// @param users logins
    /// @param groups names
    public record Rule(
            String name,
            List<String> grantTypes,
            List<String> scopes,
            List<String> users,
            List<String> groups,
            Lifetimes lifetimes) {}

    /// In minutes; what is not given is as the management API's default.
    public record Lifetimes(OptionalInt accessToken, OptionalInt refreshToken, OptionalInt refreshTokenWindow) {}

    /// @param scopes of `CORS`, `REDIRECT` and `IFRAME_EMBED`
    public record TrustedOrigin(String name, String origin, List<String> scopes) {}
}
