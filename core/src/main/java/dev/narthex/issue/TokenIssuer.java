package dev.narthex.issue;

import dev.narthex.apps.LogoutAddresses;
import dev.narthex.crypt.Secrets;
import dev.narthex.jose.Signer;
import dev.narthex.keys.ServerKeys;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Target;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes access and ID tokens, with exactly the claims and the two-member header that the official SDKs expect.
public final class TokenIssuer {
    private static final Duration ID_TOKEN_LIFETIME = Duration.ofMinutes(60);

    private static final Predicate<Claim> ALL = _ -> true;

    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final Secrets secrets;
    private final String orgId;
    private final ServerClaims serverClaims;

    public TokenIssuer(Function<AuthorizationServer, ServerKeys> keys, Issuers issuers, Secrets secrets, String orgId) {
        this.keys = keys;
        this.issuers = issuers;
        this.secrets = secrets;
        this.orgId = orgId;
        this.serverClaims = new ServerClaims(issuers);
    }

    /// The `iss` of a server's tokens.
    public String iss(AuthorizationServer server) {
        return issuers.issuer(server);
    }

    /// `authorization`: the id of what the token comes from, if it can be revoked together with others.
    public AccessToken accessToken(
            Entitlement entitlement, Subject subject, Optional<String> authorization, Instant now) {
        String id =
                "AT." + secrets.next() + authorization.map(root -> "." + root).orElse("");
        var claims = common(id, entitlement, now);
        claims.put("uid", subject.person().id());
        claims.put("scp", List.copyOf(entitlement.scopes().names()));
        claims.put("auth_time", subject.authenticatedAt().getEpochSecond());
        boolean standard = isStandard(entitlement);
        if (standard) addStandard(claims, entitlement, subject.acr());
        var facts = new ClaimFacts(entitlement, Optional.of(subject), now);
        addMissing(claims, serverClaims.of(facts, Target.RESOURCE, ALL));
        // RFC 9068 §2.2: the person's id, which never goes to another; Okta's clients expect the login.
        claims.putIfAbsent(
                Claim.SUBJECT,
                standard ? subject.person().id() : subject.person().user().login());
        return signed(id, entitlement, claims);
    }

    /// An access token of a client for itself: nobody's but its own.
    public AccessToken clientAccessToken(Entitlement entitlement, Instant now) {
        String id = "AT." + secrets.next();
        var claims = common(id, entitlement, now);
        claims.put("scp", List.copyOf(entitlement.scopes().names()));
        if (isStandard(entitlement)) addStandard(claims, entitlement, Optional.empty());
        var facts = new ClaimFacts(entitlement, Optional.empty(), now);
        addMissing(claims, serverClaims.of(facts, Target.RESOURCE, ALL));
        claims.putIfAbsent(Claim.SUBJECT, entitlement.app().clientId());
        return signed(id, entitlement, claims);
    }

    private LinkedHashMap<String, Object> common(String id, Entitlement entitlement, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("ver", 1);
        claims.put("jti", id);
        claims.put("iss", issuers.issuer(entitlement.server()));
        claims.put("aud", issuers.audience(entitlement.server()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(entitlement.lifetime()).getEpochSecond());
        // RFC 9449 §6.1: the key that whoever uses the token must prove to have.
        entitlement.key().ifPresent(key -> claims.put("cnf", Map.of("jkt", key)));
        claims.put("cid", entitlement.app().clientId());
        return claims;
    }

    private AccessToken signed(String id, Entitlement entitlement, Map<String, Object> claims) {
        var signer = signer(entitlement.server());
        // RFC 9068 §2.1: the type says that it is an access token; Okta's verifiers know tokens without one.
        var token = isStandard(entitlement) ? signer.sign(claims, "at+jwt") : signer.sign(claims);
        String type = entitlement.key().isPresent() ? AccessToken.DPOP : AccessToken.BEARER;
        return new AccessToken(id, token.compact(), entitlement.lifetime(), type);
    }

    private static boolean isStandard(Entitlement entitlement) {
        return entitlement.server().settings().options().jwtProfile() == AuthorizationServer.JwtProfile.RFC9068;
    }

    /// What the standard's form has beside Okta's `cid` and `scp`, which stay: whoever reads either finds it.
    // RFC 9068 §2.2, §2.2.1, §2.2.3: client_id, the scopes as a text, and how the person was authenticated.
    private static void addStandard(Map<String, Object> claims, Entitlement entitlement, Optional<String> acr) {
        claims.put("client_id", entitlement.app().clientId());
        if (!entitlement.scopes().isEmpty())
            claims.put("scope", entitlement.scopes().text());
        acr.ifPresent(reached -> claims.put("acr", reached));
    }

    /// What the ID token answers to: the request's `nonce`, and the access token and the code that travel with it.
    public record Binding(Optional<String> nonce, Optional<AccessToken> beside, Optional<String> code) {
        public static Binding beside(Optional<String> nonce, AccessToken token) {
            return new Binding(nonce, Optional.of(token), Optional.empty());
        }

        /// With one of them, the ID token is thin: the rest is at userinfo.
        boolean thin() {
            return beside.isPresent() || code.isPresent();
        }
    }

    public String idToken(Entitlement entitlement, Subject subject, Binding binding, Instant now) {
        var signer = signer(entitlement.server());
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject.person().id());
        claims.putAll(personal(entitlement, subject, binding.thin()));
        claims.put("ver", 1);
        claims.put("iss", issuers.issuer(entitlement.server()));
        claims.put("aud", entitlement.app().clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ID_TOKEN_LIFETIME).getEpochSecond());
        claims.put("jti", "ID." + secrets.next());
        claims.put("amr", subject.amr());
        claims.put("idp", orgId);
        claims.put("auth_time", subject.authenticatedAt().getEpochSecond());
        subject.acr().ifPresent(acr -> claims.put("acr", acr));
        // OIDC Back-Channel Logout 1.0 §2.1: by this name the app hears of the session's end.
        if (LogoutAddresses.of(entitlement.app().settings()).namesSession()) {
            subject.sessionId().ifPresent(id -> claims.put("sid", id));
        }
        // OIDC Core 1.0 §3.2.2.11: the request's nonce, unmodified.
        binding.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        // OIDC Core 1.0 §3.2.2.10: required beside an access token.
        binding.beside().ifPresent(token -> claims.put("at_hash", signer.leftHalfHash(token.value())));
        // OIDC Core 1.0 §3.3.2.11: required beside a code.
        binding.code().ifPresent(code -> claims.put("c_hash", signer.leftHalfHash(code)));
        var facts = new ClaimFacts(entitlement, Optional.of(subject), now);
        addMissing(claims, serverClaims.of(facts, Target.IDENTITY, claim -> isInIdToken(claim, subject, binding)));
        return signer.sign(claims).compact();
    }

    /// The claims at userinfo: all those of the scopes.
    public Map<String, Object> userinfo(Entitlement entitlement, Subject subject, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject.person().id());
        claims.putAll(ProfileClaims.of(subject.person().user(), entitlement.scopes()));
        var facts = new ClaimFacts(entitlement, Optional.of(subject), now);
        addMissing(claims, serverClaims.of(facts, Target.IDENTITY, ALL));
        return claims;
    }

    /// Claims at userinfo in a token of the server, for this app alone; it does not end, and opens nothing.
    // OIDC Core 1.0 §5.3.2: with iss and aud.
    public String signedUserinfo(Entitlement entitlement, Map<String, Object> userinfo) {
        var claims = new LinkedHashMap<>(userinfo);
        claims.put("iss", issuers.issuer(entitlement.server()));
        claims.put("aud", entitlement.app().clientId());
        return signer(entitlement.server()).sign(claims).compact();
    }

    private static Map<String, Object> personal(Entitlement entitlement, Subject subject, boolean thin) {
        Scopes scopes = entitlement.scopes();
        var user = subject.person().user();
        var all = ProfileClaims.of(user, scopes);
        if (!thin) return all;
        var claims = ProfileClaims.thin(user, scopes);
        // OIDC Core 1.0 §5.5: those requested by name, of what the scopes permit.
        all.forEach((name, value) -> {
            if (subject.claims().contains(name)) claims.putIfAbsent(name, value);
        });
        return claims;
    }

    private static boolean isInIdToken(Claim claim, Subject subject, Binding binding) {
        return !binding.thin() || claim.flags().always() || subject.claims().contains(claim.name());
    }

    /// A setting of a server never overrides a claim of the protocol.
    private static void addMissing(Map<String, Object> claims, Map<String, Object> more) {
        more.forEach(claims::putIfAbsent);
    }

    private Signer signer(AuthorizationServer server) {
        return keys.apply(server).signer();
    }
}
