package dev.narthex.store;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.ClientSecret;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Json;
import dev.narthex.jose.Base64Url;
import dev.narthex.jose.Jwk;
import dev.narthex.store.database.Document;
import java.time.Instant;
import java.util.Map;

/// The settings of an app as a stored document.
final class AppDocument {
    private AppDocument() {}

    static String write(AppSettings settings) {
        return Json.text(Document.of(
                "label", settings.label(),
                "type", settings.type(),
                "oauth", oauth(settings.oauth()),
                "branding", branding(settings.branding()),
                "everyone", settings.everyone(),
                "extra", settings.extra()));
    }

    static AppSettings read(String json) {
        Document document = Document.read(json);
        return new AppSettings(
                document.text("label"),
                document.constant("type", AppSettings.Type.class),
                oauth(document.document("oauth")),
                branding(document.document("branding")),
                document.flag("everyone"),
                document.document("extra").members());
    }

    private static Map<String, Object> oauth(AppSettings.OAuth oauth) {
        return Document.of(
                "redirectUris", oauth.redirectUris(),
                "postLogoutRedirectUris", oauth.postLogoutRedirectUris(),
                "responseTypes", oauth.responseTypes(),
                "grantTypes", oauth.grantTypes(),
                "consentMethod", oauth.consentMethod(),
                "authentication", oauth.authentication().method(),
                "pkceRequired", oauth.authentication().pkceRequired(),
                "secrets",
                        oauth.authentication().secrets().stream()
                                .map(AppDocument::secret)
                                .toList(),
                "keys", oauth.authentication().keys().stream().map(Jwk::members).toList());
    }

    private static AppSettings.OAuth oauth(Document document) {
        return new AppSettings.OAuth(
                document.texts("redirectUris"),
                document.texts("postLogoutRedirectUris"),
                document.textSet("responseTypes"),
                document.textSet("grantTypes"),
                document.constant("consentMethod", AppSettings.ConsentMethod.class),
                new AppSettings.ClientAuthentication(
                        document.text("authentication"),
                        document.flag("pkceRequired"),
                        document.list("secrets", AppDocument::secret),
                        document.list("keys", key -> new Jwk(key.members()))));
    }

    private static Map<String, Object> secret(ClientSecret secret) {
        return Document.of(
                "id", secret.id(),
                "hash", secret.hash().hex(),
                "sealed", Base64Url.encode(secret.sealed()),
                "active", secret.active(),
                "created", secret.created().toEpochMilli(),
                "lastUpdated", secret.lastUpdated().toEpochMilli());
    }

    private static ClientSecret secret(Document document) {
        return new ClientSecret(
                document.text("id"),
                SecretHash.ofHex(document.text("hash")),
                Base64Url.decode(document.text("sealed")).orElseThrow(),
                document.flag("active"),
                instant(document, "created"),
                instant(document, "lastUpdated"));
    }

    /// Of secrets that were stored before this was noted, the beginning of time.
    private static Instant instant(Document document, String name) {
        return document.members().get(name) instanceof Number millis
                ? Instant.ofEpochMilli(millis.longValue())
                : Instant.EPOCH;
    }

    private static Map<String, Object> branding(AppSettings.Branding branding) {
        return Document.of(
                "clientUri", branding.clientUri(),
                "logoUri", branding.logoUri(),
                "termsUri", branding.termsUri(),
                "policyUri", branding.policyUri());
    }

    private static AppSettings.Branding branding(Document document) {
        return new AppSettings.Branding(
                document.maybeText("clientUri"),
                document.maybeText("logoUri"),
                document.maybeText("termsUri"),
                document.maybeText("policyUri"));
    }
}
