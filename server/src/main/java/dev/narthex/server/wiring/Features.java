package dev.narthex.server.wiring;

import dev.narthex.access.ApiToken;
import dev.narthex.access.ApiTokens;
import dev.narthex.apps.Advice;
import dev.narthex.apps.App;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.imports.jobs.ImportJobs;
import dev.narthex.mail.Delivery;
import dev.narthex.policy.AuthorizationServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The features, wired and ready to serve.
public final class Features {
    private static final Logger LOG = LoggerFactory.getLogger(Features.class);
    private static final int PAGE = 500;
    /// Of the upkeep of profiles in one round: so many that other writes hardly wait.
    private static final int STEPS = 4;
    private static final Duration LOG_KEPT = Duration.ofDays(90);
    /// As long as a browser keeps a cookie.
    private static final Duration DEVICES_KEPT = Duration.ofDays(400);

    private final Foundation base;
    private final Router router;
    private final Edge edge;
    private final Delivery delivery;
    private final ImportJobs imports;

    /// @throws IllegalArgumentException if the database was made with another master key
    public Features(World world) {
        base = new Foundation(world);
        router = Routes.of(base);
        edge = new Edge(base, router);
        delivery = new Delivery(
                world.storage().outbox(), base.mailer, world.ways().post().transport(), world.clock());
        imports = ImportRoutes.jobs(base);
    }

    /// Where bodies are taken that may be larger than memory.
    public static Set<String> uploads() {
        return Set.of(ImportRoutes.USERS);
    }

    public Handler handler() {
        return edge.handler();
    }

    /// What the handler answers.
    public List<Router.Route> routes() {
        return router.routes();
    }

    /// Answers requests that the HTTP server can't read, in the shape of the handler's own errors.
    public ErrorRenderer refusals() {
        return edge.refusals();
    }

    /// Makes the API token one that the management API takes, unless it is already.
    public void admit(String apiToken) {
        var clock = base.world.clock();
        base.world
                .storage()
                .apiTokens()
                .create(new ApiToken(base.ids.next("00T"), "First token", SecretHash.of(apiToken), clock.instant()));
    }

    /// Admits the API token that the operator chose; where nobody chose one and none is known, makes the first one
    /// and answers with it.
    public Optional<String> firstToken(Optional<String> chosen) {
        chosen.ifPresent(this::admit);
        if (chosen.isPresent() || !base.world.storage().apiTokens().all().isEmpty()) return Optional.empty();
        String made = ApiTokens.make(base.world.secrets().random());
        admit(made);
        return Optional.of(made);
    }

    /// Keys are made at the start, not by the first person who signs in.
    public void prepare() {
        base.keys.of(base.servers.org());
        base.servers.active(AuthorizationServer.DEFAULT).ifPresent(base.keys::of);
    }

    /// Tries each mail that is due, once, and tells apps of sign-outs; goes on with what is to be done to all
    /// profiles. Asked every second, by each node.
    public void deliver() {
        delivery.deliver();
        base.farewell.back.deliver();
        var upkeep = base.world.storage().profileUpkeep();
        for (int step = 0; step < STEPS && upkeep.advance(); step++) Thread.onSpinWait();
    }

    /// Does a slice of what rules of groups have to do for everybody; false if nothing is left. Asked every
    /// second, by each node.
    public boolean placePeople() {
        return base.world
                .storage()
                .groupRules()
                .advance(base.world.clock().instant())
                .isPresent();
    }

    /// Brings in a file of people that waits, if one does. Asked every second, by each node.
    ///
    /// @param goOn whether there is time for more, asked again and again
    public boolean bringIn(BooleanSupplier goOn) {
        return imports.runNext(goOn);
    }

    /// Warns the operator of apps that are set up in a way that puts people at risk.
    public void warn() {
        var apps = base.world.storage().apps();
        var page = apps.page(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            page.forEach(app -> warnings(app).forEach(text -> LOG.warn("app {}: {}", app.clientId(), text)));
            page = apps.page(Optional.of(page.getLast().id()), PAGE);
        }
    }

    private static List<String> warnings(App app) {
        return Advice.of(app.settings()).stream()
                .filter(Advice::alarming)
                .map(Advice::text)
                .toList();
    }

    /// Writes what was counted in memory.
    public void note() {
        base.implicitUse.flush();
    }

    /// What has to be done now and then: rotate keys, forget what is over.
    public void maintain() {
        base.keys.maintain(base.servers.org());
        base.world.storage().authorizationServers().all().forEach(base.keys::maintain);
        base.sessions.purge();
        base.links.purge();
        delivery.purge();
        imports.purge();
        base.farewell.purge();
        base.implicitUse.purge();
        base.revocations.purge();
        var now = base.world.clock().instant();
        base.world.storage().log().purge(now.minus(LOG_KEPT));
        base.world.storage().attempts().purge(now.minus(DEVICES_KEPT));
        // A day longer than they can be redeemed, so that a late replay is known as one.
        base.world.storage().codes().purge(now.minus(Duration.ofDays(1)));
        base.world.storage().devices().purge(now.minus(Duration.ofDays(1)));
        base.world.storage().assertions().purge(now);
    }
}
