package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.AppStore.Creation;
import dev.narthex.apps.AppStore.Replacement;
import dev.narthex.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes, changes and removes apps, each change against what is stored at that moment.
public final class Registrar {
    private final AppStore store;
    private final ClientSecrets secrets;
    private final Ids ids;
    private final InstantSource clock;

    public Registrar(AppStore store, ClientSecrets secrets, Ids ids, InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /// An app as it is to be.
    record Change(boolean active, AppSettings settings) {}

    /// Nothing if the client id is taken.
    public Optional<App> register(Draft draft, boolean active) {
        String id = ids.next("0oa");
        Instant now = clock.instant();
        var settings = secrets.complete(draft.settings(), draft.secret());
        var app = new App(id, draft.clientId().orElse(id), active, settings, now, new App.Revision(1, now));
        return store.create(app) instanceof Creation.Created ? Optional.of(app) : Optional.empty();
    }

    public Optional<App> byId(String id) {
        return store.byId(id);
    }

    Optional<App> byClientId(String clientId) {
        return store.byClientId(clientId);
    }

    /// Changes an app; nothing if it is gone. `change` is asked again if somebody else was faster, so it decides on
    /// what
    /// it is given and on nothing else.
    Optional<App> change(String id, Function<App, Change> change) {
        for (var app = store.byId(id); app.isPresent(); app = store.byId(id)) {
            var wanted = change.apply(app.get());
            var next = app.get().next(wanted.active(), wanted.settings(), clock.instant());
            if (store.replace(next) instanceof Replacement.Replaced) return Optional.of(next);
        }
        return Optional.empty();
    }

    public Optional<App> setActive(String id, boolean active) {
        return change(id, app -> new Change(active, app.settings()));
    }

    public Optional<App> replace(String id, Draft draft) {
        return change(id, app -> new Change(app.active(), secrets.complete(withSecretsOf(app, draft), draft.secret())));
    }

    /// A secret that was made while the draft was read is not lost.
    private static AppSettings withSecretsOf(App app, Draft draft) {
        var authentication = draft.settings().authentication();
        if (!authentication.bySecret()) return draft.settings();
        var stored = app.settings().authentication().secrets();
        return draft.settings().with(authentication.withSecrets(stored));
    }

    /// Replaces all secrets by a new one.
    public Optional<App> renewSecret(String id) {
        var made = secrets.make();
        return change(id, app -> {
            var settings = app.settings();
            return new Change(
                    app.active(), settings.with(settings.authentication().withSecrets(List.of(made))));
        });
    }

    public boolean delete(String id) {
        return store.delete(id);
    }
}
