package dev.narthex.apps;

import dev.narthex.jose.Jwk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an administrator sets on an app, as plain data: this is what is stored.
///
/// `everyone` assigns the app to all users. `extra` keeps further members of the wire's client metadata under their own
/// names, as they came; what acts on one reads it through a type of its own, as [RefreshRotation].
public record AppSettings(
        String label, Type type, OAuth oauth, Branding branding, boolean everyone, Map<String, Object> extra) {

    public enum Type {
        BROWSER,
        NATIVE,
        WEB,
        SERVICE
    }

    public enum ConsentMethod {
        TRUSTED,
        REQUIRED
    }

    /// The protocol's part. `responseTypes` and `grantTypes` hold the wire's own words.
    public record OAuth(
            List<String> redirectUris,
            List<String> postLogoutRedirectUris,
            Set<String> responseTypes,
            Set<String> grantTypes,
            ConsentMethod consentMethod,
            ClientAuthentication authentication) {
        public OAuth {
            redirectUris = List.copyOf(redirectUris);
            postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
            responseTypes = Set.copyOf(responseTypes);
            grantTypes = Set.copyOf(grantTypes);
        }
    }

    /// `method` is the wire's `token_endpoint_auth_method`. `secrets`: two at a time, so that one can be replaced
    /// without
    /// a gap; `keys`: the public keys of a client that signs.
    public record ClientAuthentication(
            String method, boolean pkceRequired, List<ClientSecret> secrets, List<Jwk> keys) {
        public ClientAuthentication {
            secrets = List.copyOf(secrets);
            keys = List.copyOf(keys);
        }

        /// Whether the client and we share a secret.
        public boolean bySecret() {
            return method.startsWith("client_secret");
        }

        public ClientAuthentication withSecrets(List<ClientSecret> others) {
            return new ClientAuthentication(method, pkceRequired, others, keys);
        }

        public ClientAuthentication withKeys(List<Jwk> others) {
            return new ClientAuthentication(method, pkceRequired, secrets, others);
        }

        /// Without secrets and keys.
        public ClientAuthentication(String method, boolean pkceRequired) {
            this(method, pkceRequired, List.of(), List.of());
        }
    }

    /// What people see of an app.
    public record Branding(
            Optional<String> clientUri,
            Optional<String> logoUri,
            Optional<String> termsUri,
            Optional<String> policyUri) {
        public static final Branding NONE =
                new Branding(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public AppSettings {
        extra = Map.copyOf(extra);
    }

    public List<String> redirectUris() {
        return oauth.redirectUris();
    }

    public ClientAuthentication authentication() {
        return oauth.authentication();
    }

    /// The same but for how the client proves which one it is.
    public AppSettings with(ClientAuthentication authentication) {
        var changed = new OAuth(
                oauth.redirectUris,
                oauth.postLogoutRedirectUris,
                oauth.responseTypes,
                oauth.grantTypes,
                oauth.consentMethod,
                authentication);
        return new AppSettings(label, type, changed, branding, everyone, extra);
    }
}
