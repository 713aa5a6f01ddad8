package dev.narthex.issue;

import dev.narthex.crypt.Secrets;
import dev.narthex.jose.Signer;
import dev.narthex.keys.ServerKeys;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim.Target;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes access and ID tokens, with exactly the claims and the two-member header that the official SDKs expect.
public final class TokenIssuer {
    private static final Duration ID_TOKEN_LIFETIME = Duration.ofMinutes(60);

    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final Secrets secrets;
    private final String orgId;

    public TokenIssuer(Function<AuthorizationServer, ServerKeys> keys, Issuers issuers, Secrets secrets, String orgId) {
        this.keys = keys;
        this.issuers = issuers;
        this.secrets = secrets;
        this.orgId = orgId;
    }

    public AccessToken accessToken(Entitlement entitlement, Subject subject, Instant now) {
        String id = "AT." + secrets.next();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("ver", 1);
        claims.put("jti", id);
        claims.put("iss", issuers.issuer(entitlement.server()));
        claims.put("aud", issuers.audience(entitlement.server()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(entitlement.lifetime()).getEpochSecond());
        claims.put("cid", entitlement.app().clientId());
        claims.put("uid", subject.person().id());
        claims.put("scp", List.copyOf(entitlement.scopes().names()));
        claims.put("auth_time", subject.authenticatedAt().getEpochSecond());
        claims.put("sub", subject.person().user().login());
        addMissing(claims, ServerClaims.of(entitlement, subject, Target.RESOURCE, false));
        String value = signer(entitlement.server()).sign(claims).compact();
        return new AccessToken(id, value, entitlement.lifetime());
    }

    /// What the ID token answers to: the request's `nonce`, and the access token that travels with it.
    public record Binding(Optional<String> nonce, Optional<AccessToken> beside) {}

    public String idToken(Entitlement entitlement, Subject subject, Binding binding, Instant now) {
        var signer = signer(entitlement.server());
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject.person().id());
        claims.putAll(personal(entitlement, subject, binding.beside().isPresent()));
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
        // OIDC Core 1.0 §3.2.2.11: the request's nonce, unmodified.
        binding.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        // OIDC Core 1.0 §3.2.2.10: required beside an access token.
        binding.beside().ifPresent(token -> claims.put("at_hash", signer.leftHalfHash(token.value())));
        addMissing(
                claims,
                ServerClaims.of(
                        entitlement, subject, Target.IDENTITY, binding.beside().isPresent()));
        return signer.sign(claims).compact();
    }

    /// The claims at userinfo: all those of the scopes.
    public Map<String, Object> userinfo(Entitlement entitlement, Subject subject) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject.person().id());
        claims.putAll(ProfileClaims.of(subject.person().user(), entitlement.scopes()));
        addMissing(claims, ServerClaims.of(entitlement, subject, Target.IDENTITY, false));
        return claims;
    }

    private static Map<String, Object> personal(Entitlement entitlement, Subject subject, boolean thin) {
        Scopes scopes = entitlement.scopes();
        var user = subject.person().user();
        return thin ? ProfileClaims.thin(user, scopes) : ProfileClaims.of(user, scopes);
    }

    /// A setting of a server never overrides a claim of the protocol.
    private static void addMissing(Map<String, Object> claims, Map<String, Object> more) {
        more.forEach(claims::putIfAbsent);
    }

    private Signer signer(AuthorizationServer server) {
        return keys.apply(server).signer();
    }
}
