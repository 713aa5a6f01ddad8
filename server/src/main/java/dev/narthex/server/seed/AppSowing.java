package dev.narthex.server.seed;

import dev.narthex.apps.Advice;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.ClientSecret;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.crypt.SecretHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the apps of a seed. An app comes to life as the last step, after its assignments, so that a start which was
/// cut
/// off between them is completed by the next one.
final class AppSowing {
    private static final Logger LOG = LoggerFactory.getLogger(AppSowing.class);
    private static final Set<String> BRANDING = Set.of("client_uri", "logo_uri", "tos_uri", "policy_uri");
    private static final long FIRST_VERSION = 1;

    private final Ground ground;
    private final Names names;
    private final AppStore store;

    AppSowing(Ground ground, Names names) {
        this.ground = ground;
        this.names = names;
        this.store = ground.storage().apps();
    }

    void sow(Seed.App app) {
        if (store.byClientId(app.clientId()).isEmpty()) store.create(asleep(app));
        var there = store.byClientId(app.clientId()).orElseThrow();
        boolean begun = !there.active() && there.revision().version() == FIRST_VERSION;
        if (!begun) return;
        names.users(app.assignment().users()).forEach(user -> store.assignUser(there.id(), user));
        names.groups(app.assignment().groups()).forEach(group -> store.assignGroup(there.id(), group));
        app.grants().forEach(scope -> grant(there, scope));
        store.replace(awake(there));
        LOG.info("seed: made app {}", app.clientId());
        Advice.of(there.settings()).stream()
                .filter(Advice::alarming)
                .forEach(advice -> LOG.warn("seed: app {}: {}", app.clientId(), advice.text()));
    }

    private void grant(App app, String scope) {
        var now = ground.clock().instant();
        ground.storage().scopeGrants().grant(new ScopeGrant(ground.ids().next("oag"), app.id(), scope, now, "seed"));
    }

    private App asleep(Seed.App app) {
        Instant now = ground.clock().instant();
        return new App(
                ground.ids().next("0oa"),
                app.clientId(),
                false,
                settings(app),
                now,
                new App.Revision(FIRST_VERSION, now));
    }

    private App awake(App app) {
        var revision = new App.Revision(FIRST_VERSION + 1, ground.clock().instant());
        return new App(app.id(), app.clientId(), true, app.settings(), app.created(), revision);
    }

    private AppSettings settings(Seed.App app) {
        boolean everyone = app.assignment().everyone()
                || app.assignment().groups().stream().anyMatch(Names::isEveryone);
        var oauth = new AppSettings.OAuth(
                app.redirectUris(),
                app.postLogoutRedirectUris(),
                new HashSet<>(app.responseTypes()),
                new HashSet<>(app.grantTypes()),
                app.consentRequired() ? ConsentMethod.REQUIRED : ConsentMethod.TRUSTED,
                authentication(app.authentication()));
        var type = AppSettings.Type.valueOf(app.type().toUpperCase(Locale.ROOT));
        return new AppSettings(app.label(), type, oauth, branding(app.settings()), everyone, extra(app.settings()));
    }

    private AppSettings.ClientAuthentication authentication(Seed.ClientAuthentication seeded) {
        var secrets = seeded.secrets().stream().map(this::secret).toList();
        return new AppSettings.ClientAuthentication(seeded.method(), seeded.pkceRequired(), secrets, seeded.keys());
    }

    private ClientSecret secret(String text) {
        byte[] sealed = ground.clientSecrets().seal(text.getBytes(StandardCharsets.UTF_8));
        return new ClientSecret(ground.ids().next("ocs"), SecretHash.of(text), sealed, true);
    }

    private static AppSettings.Branding branding(Map<String, Object> settings) {
        return new AppSettings.Branding(
                text(settings, "client_uri"),
                text(settings, "logo_uri"),
                text(settings, "tos_uri"),
                text(settings, "policy_uri"));
    }

    private static Optional<String> text(Map<String, Object> settings, String name) {
        return Optional.ofNullable((String) settings.get(name));
    }

    private static Map<String, Object> extra(Map<String, Object> settings) {
        var extra = new LinkedHashMap<String, Object>(settings);
        extra.keySet().removeAll(BRANDING);
        return extra;
    }
}
