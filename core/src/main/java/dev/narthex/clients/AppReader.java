package dev.narthex.clients;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.metadata.ClientMetadata;
import dev.narthex.apps.metadata.Label;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads an app as the Apps API writes it. What is wrong is noted in the fields.
public final class AppReader {
    static final String NAME = "oidc_client";
    static final String MODE = "OPENID_CONNECT";

    /// Ways to sign on that clients know, and that this server does not offer.
    static final List<String> OTHER_MODES = List.of(
            "AUTO_LOGIN",
            "BASIC_AUTH",
            "BOOKMARK",
            "BROWSER_PLUGIN",
            "SAML_1_1",
            "SAML_2_0",
            "SECURE_PASSWORD_STORE",
            "WS_FEDERATION");

    private static final int LEAST_SECRET = 14;
    private static final int LEAST_MAC_SECRET = 32;
    private static final int MOST_SECRET = 100;
    private static final Predicate<String> CLIENT_ID =
            Pattern.compile("[A-Za-z0-9$_.+!*'(),-]{6,100}").asMatchPredicate();
    private static final Predicate<String> USER_ID =
            Pattern.compile("00u[A-Za-z0-9]{17}").asMatchPredicate();
    private static final List<String> VISIBLE = List.of("autoLaunch", "autoSubmitToolbar");
    private static final List<String> PLATFORMS = List.of("iOS", "web");

    private final AddressRules outbound;

    /// @param outbound what this server may call
    public AppReader(AddressRules outbound) {
        this.outbound = outbound;
    }

    /// @param before the app that is changed; none for a new one
    public Draft read(Fields app, Optional<AppSettings> before) {
        if (app.has("name")) app.oneOf("name", List.of(NAME));
        var settings = app.object("settings");
        var credentials = app.object("credentials").object("oauthClient");
        var client = settings.object("oauthClient");
        if (!client.has("grant_types")) client.fault("grant_types", "The field cannot be left blank");
        var read = ClientMetadata.read(
                client,
                credentials,
                new ClientMetadata.Around(
                        Label.read(app, "label"),
                        settings.flag("implicitAssignment").orElse(false),
                        ConsentMethod.TRUSTED,
                        more(app, settings, before),
                        outbound,
                        before));
        return new Draft(clientId(credentials), secret(credentials, read), read);
    }

    private static Optional<String> clientId(Fields credentials) {
        var id = credentials.text("client_id", 100);
        id.filter(CLIENT_ID.negate())
                .ifPresent(_ -> credentials.fault("client_id", "must be 6 to 100 letters, digits and $-_.+!*'(),"));
        // RFC 9700 §4.15: an app's own tokens must not look like those of a person.
        id.filter(USER_ID).ifPresent(_ -> credentials.fault("client_id", "must not have the form of a user's id"));
        return id;
    }

    private static Optional<String> secret(Fields credentials, AppSettings settings) {
        var secret = credentials.text("client_secret", MOST_SECRET);
        if (secret.isEmpty()) return secret;
        boolean mac = settings.authentication().method().equals("client_secret_jwt");
        checkSecret(credentials, secret.get(), mac);
        if (!settings.authentication().bySecret()) {
            credentials.fault("client_secret", "is of no use with this token_endpoint_auth_method");
        }
        return secret;
    }

    static void checkSecret(Fields fields, String secret, boolean mac) {
        // RFC 7518 §3.2: a key for HS256 has 256 bits or more.
        int least = mac ? LEAST_MAC_SECRET : LEAST_SECRET;
        boolean plain = secret.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (secret.length() < least || secret.length() > MOST_SECRET || !plain) {
            fields.fault("client_secret", "must be " + least + " to " + MOST_SECRET + " visible characters");
        }
    }

    /// Members that nothing here acts on, kept for whoever reads them.
    private static Map<String, Object> more(Fields app, Fields settings, Optional<AppSettings> before) {
        var more = new LinkedHashMap<String, Object>();
        for (String name : KeyRing.MEMBERS) {
            before.map(it -> it.extra().get(name)).ifPresent(value -> more.put(name, value));
        }
        app.maybeObject("profile").ifPresent(profile -> more.put("profile", profile.members()));
        app.maybeObject("visibility").ifPresent(visibility -> more.put("visibility", visibility(visibility)));
        settings.maybeObject("notes").ifPresent(notes -> more.put("notes", texts(notes, "admin", "enduser")));
        app.maybeObject("accessibility")
                .ifPresent(it -> more.put("accessibility", texts(it, "errorRedirectUrl", "loginRedirectUrl")));
        return more;
    }

    private static Map<String, Object> visibility(Fields visibility) {
        var kept = new LinkedHashMap<String, Object>();
        VISIBLE.forEach(name -> visibility.flag(name).ifPresent(flag -> kept.put(name, flag)));
        var hide = visibility.object("hide");
        PLATFORMS.forEach(name -> hide.flag(name).ifPresent(flag -> kept.put(name, flag)));
        return kept;
    }

    private static Map<String, Object> texts(Fields object, String... names) {
        var kept = new LinkedHashMap<String, Object>();
        for (String name : names) object.text(name, 1024).ifPresent(text -> kept.put(name, text));
        return kept;
    }
}
