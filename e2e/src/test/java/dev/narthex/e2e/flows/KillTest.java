package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.Scope;
import dev.narthex.store.Storage;
import dev.narthex.users.Login;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program is killed in the middle of sign-ins; whatever it acknowledged is there afterwards.
class KillTest {
    private static final int KILLS = Integer.getInteger("narthex.kills", 10);
    private static final int PEOPLE = 6;

    /// What a browser was told had happened, and so must have.
    private record Acknowledged(
            Queue<String> sessions, Queue<String> requests, Queue<Map.Entry<String, String>> consents) {
        Acknowledged() {
            this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        }

        int count() {
            return sessions.size() + requests.size() + consents.size();
        }
    }

    private record Site(String database, Ask ask, List<String> logins) {}

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "Killed again and again in the middle of sign-ins, it has every session, consent and row it acknowledged")
    void killed(Databases.Kind kind) {
        var site = prepared(kind);
        var data = Databases.folder();
        int port = TestServer.freePort();
        var random = new Random(20260115);
        int acknowledged = 0;
        String lastSession = null;
        for (int round = 0; round < KILLS; round++) {
            var told = new Acknowledged();
            try (var narthex = NarthexProcess.serve(site.database(), data, port)) {
                if (lastSession != null) expectSignedIn(narthex, site, lastSession);
                traffic(narthex, site, told, 5 + random.nextInt(40), round);
            }
            expectAll(site, told);
            acknowledged += told.count();
            if (!told.sessions().isEmpty()) lastSession = told.sessions().peek();
        }
        assertTrue(acknowledged >= KILLS * 5, acknowledged + " acknowledged");
    }

    private static Site prepared(Databases.Kind kind) {
        String database = kind.fresh();
        try (var idp = TestServer.on(database)) {
            idp.fixture.newServer("ausEc", it -> Fixture.signing(it, SigningAlgorithm.ES256));
            idp.fixture.scopeAt("ausEc", "pets", Scope.Consent.REQUIRED, false);
            var ask = Ask.of(idp.fixture.app(Fixture::withConsent)).at("/oauth2/ausEc");
            var logins = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> idp.fixture.user("p" + i + "@example.org").login())
                    .toList();
            return new Site(database, ask.with("scope", "openid pets").with("prompt", "consent"), logins);
        }
    }

    /// People sign in, consent and take tokens, until so much is acknowledged; then the program is killed under them.
    private static void traffic(NarthexProcess narthex, Site site, Acknowledged told, int enough, int round) {
        var over = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (String login : site.logins()) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) walk(narthex.browser(), site, told, login);
            }));
        }
        Await.within(Duration.ofSeconds(30), "enough is acknowledged in round " + round, () -> told.count() >= enough);
        narthex.kill();
        over.set(true);
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void walk(Browser browser, Site site, Acknowledged told, String login) {
        try {
            var signedIn = browser.login(browser.go(site.ask().url()), login, Fixture.PASSWORD);
            if (signedIn.statusCode() != 303) return;
            told.sessions().add(browser.cookies().get("sid"));
            told.requests().add(id(signedIn));
            var allowed = browser.submit(browser.travel(signedIn), Map.of("decision", "allow"));
            if (allowed.statusCode() != 303) return;
            told.consents().add(Map.entry(login, "pets"));
            told.requests().add(id(allowed));
            var answer = browser.travel(allowed);
            if (answer.statusCode() == 302) told.requests().add(id(answer));
        } catch (UncheckedIOException _) {
            // Killed before it could answer: nothing was acknowledged.
        }
    }

    private static String id(HttpResponse<?> response) {
        return response.headers().firstValue("x-okta-request-id").orElseThrow();
    }

    private static void expectAll(Site site, Acknowledged told) {
        try (var storage = Storage.open(site.database(), new SecureRandom())) {
            for (String sid : told.sessions()) {
                assertTrue(storage.sessions().byHash(SecretHash.of(sid)).isPresent(), "a session is gone");
            }
            for (var consent : told.consents()) {
                var user = storage.users().byLogin(Login.of(consent.getKey())).orElseThrow();
                assertTrue(storage.grants().granted(user.id()).stream()
                        .anyMatch(it -> it.scope().equals(consent.getValue())));
            }
            var logged = TestServer.log(storage).stream()
                    .map(it -> it.origin().requestId())
                    .collect(Collectors.toSet());
            told.requests().forEach(id -> assertTrue(logged.contains(id), "a row is gone: " + id));
        }
    }

    private static void expectSignedIn(NarthexProcess narthex, Site site, String sid) {
        var browser = narthex.browser();
        browser.cookies().put("sid", sid);
        var silent = site.ask().with("scope", "openid").with("prompt", "none");
        assertEquals(null, Answer.inFragment(browser.get(silent.url())).error());
    }
}
