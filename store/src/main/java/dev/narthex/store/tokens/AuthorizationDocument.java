package dev.narthex.store.tokens;

import dev.narthex.http.Json;
import dev.narthex.oauth.CodeChallenge;
import dev.narthex.oauth.Scopes;
import dev.narthex.store.database.Document;
import dev.narthex.token.Authorization;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.AuthorizationCode.Binding;
import dev.narthex.token.RefreshFamily;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Authorizations, and what codes are bound to, as stored documents.
final class AuthorizationDocument {
    private AuthorizationDocument() {}

    static String write(RefreshFamily family) {
        var members = new LinkedHashMap<>(members(family.authorization()));
        family.key().ifPresent(key -> members.put("key", key));
        return Json.text(members);
    }

    static Authorization ofFamily(Document family) {
        return authorization(family);
    }

    static String writeCode(Authorization authorization, Binding binding) {
        return Json.text(Document.of(
                "authorization", members(authorization),
                "redirectUri", binding.redirectUri(),
                "challenge", binding.challenge().map(CodeChallenge::text),
                "nonce", binding.nonce(),
                "key", binding.key()));
    }

    static Authorization ofCode(Document code) {
        return authorization(code.document("authorization"));
    }

    static Binding binding(Document code) {
        return new Binding(
                code.text("redirectUri"),
                code.maybeText("challenge").map(CodeChallenge::new),
                code.maybeText("nonce"),
                code.maybeText("key"));
    }

    private static Map<String, Object> members(Authorization authorization) {
        var authentication = authorization.authentication();
        return Document.of(
                "id", authorization.id(),
                "clientId", authorization.clientId(),
                "serverId", authorization.serverId(),
                "userId", authorization.userId(),
                "scopes", List.copyOf(authorization.scopes().names()),
                "authenticated", authentication.at().toString(),
                "amr", authentication.amr(),
                "acr", authentication.acr(),
                "session", authentication.sessionId(),
                "claims", List.copyOf(new TreeSet<>(authentication.claims())),
                "grant", authorization.grantType());
    }

    private static Authorization authorization(Document document) {
        var authentication = new Authentication(
                Instant.parse(document.text("authenticated")),
                document.texts("amr"),
                document.maybeText("acr"),
                document.text("session"),
                document.members().containsKey("claims") ? document.textSet("claims") : Set.of());
        return new Authorization(
                document.text("id"),
                document.text("clientId"),
                document.text("serverId"),
                document.text("userId"),
                Scopes.of(document.texts("scopes")),
                authentication,
                document.maybeText("grant").orElse(Authorization.BY_CODE));
    }
}
