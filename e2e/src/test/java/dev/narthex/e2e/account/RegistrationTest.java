package dev.narthex.e2e.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.groups.Group;
import dev.narthex.http.Json;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People make their own accounts.
class RegistrationTest {
    private static final String REGISTER = "/signin/register";
    private static TestServer idp;
    private static Ask ask;
    private static Group guests;
    private String email;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        ask = Ask.of(idp.fixture.app());
        guests = idp.fixture.group("Guests");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void open() {
        email = UUID.randomUUID() + "@example.org";
        policy(true, false, Set.of());
    }

    private static void policy(boolean open, boolean verification, Set<String> domains) {
        var attributes = List.of(
                new Wanted("email", "E-mail address", true),
                new Wanted("firstName", "First name", true),
                new Wanted("nickName", "Nickname", false));
        long version = idp.storage.enrollment().read().map(Enrollment::version).orElse(0L) + 1;
        assertTrue(idp.storage
                .enrollment()
                .replace(new Enrollment(open, verification, attributes, Set.of(guests.id()), domains, version)));
    }

    private Map<String, String> form() {
        return new HashMap<>(Map.of("email", email, "firstName", "Ada", "newPassword", Fixture.PASSWORD));
    }

    private HttpResponse<String> register(Browser browser, Map<String, String> form) {
        return browser.submit(browser.get(REGISTER), form);
    }

    private static Optional<User> user(String login) {
        return idp.storage.users().byLogin(Login.of(login));
    }

    private static String link(String address) {
        return link(idp, address).substring(idp.baseUrl().length());
    }

    /// What the mail to a newcomer leads to.
    static String link(TestServer server, String address) {
        String text = server.mailTo(address).letter().text();
        return text.lines()
                .filter(line -> line.startsWith(server.baseUrl()))
                .findFirst()
                .orElseThrow();
    }

    private static String faults(HttpResponse<String> page, String field) {
        assertTrue(page.body().contains("id=\"" + field + "-faults\""), page.body());
        return page.body().replaceAll("(?s).*id=\"" + field + "-faults\">(.*?)</div>.*", "$1");
    }

    @Test
    @DisplayName("B3: from the app's request to the app's answer: an account is made on the way")
    void wholeWay() {
        var browser = idp.browser();
        var signIn = browser.go(ask.url());
        String href = signIn.body().replaceAll("(?s).*href=\"(/signin/register[^\"]*)\".*", "$1");
        var page = browser.get(Browser.unescape(href));
        assertTrue(page.body().contains("to continue to"));
        var answer = Answer.inFragment(browser.travel(browser.submit(page, form())));
        assertEquals(email, answer.claims("id_token").get("preferred_username"));
        var made = user(email).orElseThrow();
        assertEquals(User.Status.ACTIVE, made.status());
        assertFalse(made.credentials().emailVerified());
        assertEquals("Ada", made.profile().get("firstName"));
        assertEquals(
                List.of(guests.id()),
                idp.storage.groups().groupsOf(made.id()).stream().map(Group::id).toList());
        var types = idp.log().stream()
                .filter(it -> it.actor().id().equals(made.id()))
                .map(it -> it.kind().type())
                .toList();
        assertTrue(
                types.containsAll(List.of("user.lifecycle.create", "user.lifecycle.activate", "user.session.start")),
                types::toString);
    }

    @Test
    @DisplayName(
            "B3: with proof of the address, there is nobody until the link in the mail was confirmed; then the way goes on")
    void withProof() {
        policy(true, true, Set.of());
        var browser = idp.browser();
        String href = browser.go(ask.url()).body().replaceAll("(?s).*href=\"(/signin/register[^\"]*)\".*", "$1");
        var sent = browser.submit(browser.get(Browser.unescape(href)), form());
        assertEquals(200, sent.statusCode());
        assertFalse(browser.cookies().containsKey("sid"));
        assertTrue(user(email).isEmpty());
        String link = link(email);
        var page = browser.get(link);
        assertEquals(200, page.statusCode());
        assertTrue(user(email).isEmpty(), "looking at the link, as scanners do, makes nobody");
        var answer = Answer.inFragment(browser.travel(browser.submit(page, Map.of())));
        assertEquals(email, answer.claims("id_token").get("preferred_username"));
        assertTrue(user(email).orElseThrow().credentials().emailVerified());
        assertEquals(410, browser.get(link).statusCode());
    }

    @Test
    @DisplayName(
            "Abuse 94: whoever confirms in another browser must know the password: else strangers make accounts for others")
    void confirmedElsewhere() {
        policy(true, true, Set.of());
        register(idp.browser(), form());
        String link = link(email);
        var owner = idp.browser();
        var page = owner.get(link);
        assertTrue(page.body().contains("Type the password that you chose"));
        assertEquals(400, owner.submit(page, Map.of()).statusCode());
        assertEquals(400, owner.submit(page, Map.of("password", "a guess")).statusCode());
        assertTrue(user(email).isEmpty());
        var done = owner.submit(page, Map.of("password", Fixture.PASSWORD));
        assertEquals(303, done.statusCode());
        assertEquals("/", done.headers().firstValue("location").orElseThrow());
        assertTrue(user(email).isPresent());
    }

    @Test
    @DisplayName("Confirmed elsewhere, the app's request goes on where it was begun, and nowhere else")
    void begunElsewhere() {
        policy(true, true, Set.of());
        var desk = idp.browser();
        String href = desk.go(ask.url()).body().replaceAll("(?s).*href=\"(/signin/register[^\"]*)\".*", "$1");
        var sent = desk.submit(desk.get(Browser.unescape(href)), form());
        var phone = idp.browser();
        var confirmed = phone.submit(phone.get(link(email)), Map.of("password", Fixture.PASSWORD));
        assertEquals(303, confirmed.statusCode());
        var done = phone.travel(confirmed);
        assertEquals(idp.baseUrl() + "/signin/register/done", done.uri().toString());
        assertTrue(done.body().contains("Go back to where you began"), done.body());
        String on = sent.body().replaceAll("(?s).*href=\"(/login/login.htm[^\"]*)\".*", "$1");
        var signIn = desk.get(Browser.unescape(on));
        assertTrue(signIn.body().contains("to continue to"), signIn.body());
        var answer = Answer.inFragment(desk.travel(desk.login(signIn, email, Fixture.PASSWORD)));
        assertEquals(email, answer.claims("id_token").get("preferred_username"));
    }

    private static String essence(HttpResponse<String> page, String email) {
        return page.body()
                .replace(page.headers().firstValue("x-okta-request-id").orElseThrow(), "ID")
                .replace(email, "EMAIL");
    }

    @Test
    @DisplayName("Abuse 81: with proof of the address, nobody learns who has an account; its owner does, by mail")
    void noEnumeration() {
        policy(true, true, Set.of());
        String taken = UUID.randomUUID() + "@example.org";
        idp.fixture.user(taken);
        var unknown = register(idp.browser(), form());
        var form = form();
        form.put("email", taken.toUpperCase(java.util.Locale.ROOT));
        var known = register(idp.browser(), form);
        assertEquals(200, known.statusCode());
        assertEquals(essence(unknown, email), essence(known, taken.toUpperCase(java.util.Locale.ROOT)));
        assertEquals(unknown.headers().map().keySet(), known.headers().map().keySet());
        var letter = idp.mailTo(taken).letter();
        assertTrue(letter.subject().contains("You have an account"), letter.subject());
        assertFalse(letter.text().contains("Ada"));
    }

    @ParameterizedTest
    @CsvSource({
        "groups,00g1",
        "groupIds,00g1",
        "status,ACTIVE",
        "emailVerified,true",
        "login,admin@example.org",
        "provider,FEDERATION",
        "id,00u1",
        "profile.title,Boss",
        "title,Boss",
        "costCenter,1"
    })
    @DisplayName("Abuse 97: of a form, what the policy asks for is taken and nothing else")
    void massAssignment(String name, String value) {
        var form = form();
        form.put(name, value);
        assertEquals(303, register(idp.browser(), form).statusCode());
        var made = user(email).orElseThrow();
        assertEquals(Map.of("login", email, "email", email, "firstName", "Ada"), made.profile());
        assertFalse(made.credentials().emailVerified());
        assertEquals(User.Provider.OKTA, made.credentials().provider());
        assertEquals(1, idp.storage.groups().groupsOf(made.id()).size());
    }

    @Test
    @DisplayName("Abuse 96: the password is in no profile, no log and no mail (CVE-2023-4918)")
    void passwordNowhere() {
        policy(true, true, Set.of());
        var form = form();
        form.put("newPassword", "Very-Secret-77");
        form.put("nickName", "Ada");
        var browser = idp.browser();
        register(browser, form);
        browser.submit(browser.get(link(email)), Map.of());
        assertFalse(user(email).orElseThrow().profile().toString().contains("Secret-77"));
        assertFalse(idp.log().toString().contains("Secret-77"));
        assertFalse(idp.mails().toString().contains("Secret-77"));
        assertTrue(idp.storage
                .users()
                .password(user(email).orElseThrow().id())
                .orElseThrow()
                .encoded()
                .startsWith("$argon2id$"));
    }

    @Test
    @DisplayName("Abuse 97: a stranger who registers somebody's address after them does not end their link")
    void notEndedByStrangers() {
        policy(true, true, Set.of());
        var owner = idp.browser();
        register(owner, form());
        String link = link(email);
        var strange = form();
        strange.put("newPassword", "Strangers-Horse-1");
        register(idp.browser(), strange);
        String strangers = link(email);
        assertNotEquals(link, strangers);
        assertEquals(303, owner.submit(owner.get(link), Map.of()).statusCode());
        assertEquals(Optional.of(email), user(email).map(User::login));
        var late = idp.browser();
        assertEquals(
                410,
                late.submit(late.get(strangers), Map.of("password", "Strangers-Horse-1"))
                        .statusCode());
    }

    @Test
    @DisplayName("Abuse 97: whoever registered somebody else's address first has nothing of it once its owner recovers")
    void hijackedBefore() {
        var attacker = idp.browser();
        var strange = form();
        strange.put("newPassword", "Strangers-Horse-1");
        assertEquals(303, register(attacker, strange).statusCode());
        var tokens = TokenClient.ofPage(idp);
        var asked = tokens.asking("openid offline_access");
        String code = Answer.inQuery(attacker.go(asked.url())).get("code");
        var held = Api.json(tokens.post("token", TokenClient.redeeming(code)));
        var change = attacker.get("/account/email");
        String theirs = UUID.randomUUID() + "@evil.example";
        attacker.submit(change, Map.of("email", theirs, "password", "Strangers-Horse-1"));
        String proof = link(theirs);
        String sessionToken = authn("Strangers-Horse-1").get("sessionToken").toString();
        idp.clock.advance(Duration.ofSeconds(1));
        var owner = idp.browser();
        owner.submit(owner.get("/signin/forgot-password"), Map.of("username", email));
        owner.submit(owner.get(link(email)), Map.of("newPassword", "Owners-Own-Horse-2"));
        assertTrue(owner.cookies().containsKey("sid"));

        assertEquals(302, attacker.get("/account").statusCode());
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) held.get("refresh_token"));
        assertEquals(400, tokens.post("token", refresh).statusCode());
        assertEquals(410, attacker.get(proof).statusCode());
        var fresh = idp.browser();
        fresh.get("/login/sessionCookieRedirect?redirectUrl=/&token=" + sessionToken);
        assertFalse(fresh.cookies().containsKey("sid"));
        assertFalse(authn("Strangers-Horse-1").containsKey("sessionToken"));
        assertEquals(email, user(email).orElseThrow().profile().get("email"));
    }

    private Map<String, Object> authn(String password) {
        var script = idp.browser();
        return Api.json(script.send(script.request("/api/v1/authn")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.text(Map.of("username", email, "password", password))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADA", "Ａda", "ádA", "ada\u0301"})
    @DisplayName("Abuse 95: an address that normalises to one that is there is taken (GHSA-mwm4-5qwr-g9pf)")
    void lookAlikes(String name) {
        String host = UUID.randomUUID() + ".example";
        var first = form();
        first.put("email", "ada@" + host);
        assertEquals(303, register(idp.browser(), first).statusCode());
        var second = form();
        second.put("email", name + "@" + host);
        var refused = register(idp.browser(), second);
        assertEquals(400, refused.statusCode());
        faults(refused, "email");
        assertEquals(
                1,
                idp.storage.users().byLoginPrefix(Login.of("ada@" + host), 10).size());
    }

    @Test
    @DisplayName("B3: all that is wrong is said at once, each beside its field, and what was typed stays")
    void allAtOnce() {
        var page = register(
                idp.browser(), Map.of("email", "nonsense", "nickName", "n".repeat(300), "newPassword", "nonsense"));
        assertEquals(400, page.statusCode());
        assertTrue(faults(page, "email").contains("This is not an e-mail address."));
        assertTrue(faults(page, "firstName").contains("Fill this in."));
        assertTrue(faults(page, "newPassword").contains("upper-case"));
        assertTrue(faults(page, "newPassword").contains("1 number"));
        assertTrue(page.body().contains("value=\"nonsense\""));
        assertFalse(page.body().replace("value=\"nonsense\"", "").contains("nonsense"));
        assertTrue(page.body().contains("(optional)"));
        assertTrue(page.body().contains("autocomplete=\"given-name\""));
    }

    @Test
    @DisplayName("Abuse 93: an address with a line break registers nobody and writes to nobody")
    void headerInjection() {
        policy(true, true, Set.of());
        int before = idp.mails().size();
        for (String evil :
                List.of(email + "\r\nBcc: all@example.org", "\"a\r\nBcc: b\"@example.org", email + ",b@example.org")) {
            var form = form();
            form.put("email", evil);
            assertEquals(400, register(idp.browser(), form).statusCode());
        }
        assertEquals(before, idp.mails().size());
    }

    @Test
    void onlyTheHostsThatThePolicyNamesMay() {
        policy(true, false, Set.of("example.org"));
        assertEquals(303, register(idp.browser(), form()).statusCode());
        var form = form();
        form.put("email", "eve@evil-example.org");
        assertTrue(faults(register(idp.browser(), form), "email").contains("certain hosts"));
        form.put("email", "eve@example.org.evil.example");
        assertTrue(faults(register(idp.browser(), form), "email").contains("certain hosts"));
    }

    @Test
    @DisplayName("Where it is closed, there is no form, no link to it, and nothing to post to")
    void closed() {
        var browser = idp.browser();
        var open = browser.get(REGISTER);
        policy(false, false, Set.of());
        assertEquals(404, idp.browser().get(REGISTER).statusCode());
        assertEquals(404, browser.submit(open, form()).statusCode());
        assertFalse(idp.browser().get("/login/login.htm").body().contains(REGISTER));
        assertTrue(user(email).isEmpty());
    }

    @Test
    @DisplayName("Abuse 78: another site's form makes no account, and signs nobody in to one")
    void forgedForms() {
        var victim = idp.browser();
        victim.get(REGISTER);
        var form = form();
        form.put("token", Browser.hidden(idp.browser().get(REGISTER).body()).get("token"));
        assertEquals(400, victim.post(REGISTER, form).statusCode());
        assertTrue(user(email).isEmpty());
        assertFalse(victim.cookies().containsKey("sid"));
    }

    @Test
    @DisplayName("Abuse 73: no page behind a link of registration opens by a link of another kind, or by none")
    void outOfOrder() {
        idp.fixture.user(email);
        var browser = idp.browser();
        browser.submit(browser.get("/signin/forgot-password"), Map.of("username", email));
        String token = link(email).substring("/signin/reset-password/".length());
        var form = Browser.hidden(browser.get("/login/login.htm").body());
        for (String other : List.of(token, "x", "a".repeat(43))) {
            assertEquals(
                    410, browser.get("/signin/verify/registration/" + other).statusCode());
            assertEquals(
                    410,
                    browser.post("/signin/verify/registration/" + other, form).statusCode());
        }
    }

    @Test
    @DisplayName("Abuse 97: a link of registration makes one account, however many use it at once")
    void once() throws Exception {
        policy(true, true, Set.of());
        var browser = idp.browser();
        register(browser, form());
        var page = browser.get(link(email));
        var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        var threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual()
                        .start(() -> statuses.add(browser.submit(page, Map.of()).statusCode())))
                .toList();
        for (var thread : threads) thread.join();
        assertEquals(1, statuses.stream().filter(it -> it == 303).count(), statuses::toString);
    }

    @Test
    void manyTriesFromOnePlaceHaveToWait() {
        try (var strict = TestServer.withLimits()) {
            var attributes = List.of(new Wanted("email", "E-mail", true));
            strict.storage.enrollment().replace(new Enrollment(true, false, attributes, Set.of(), Set.of(), 1));
            var browser = strict.browser();
            int status = 0;
            for (int i = 0; i < 11; i++) {
                status = browser.submit(
                                browser.get(REGISTER),
                                Map.of("email", "p" + i + "@example.org", "newPassword", Fixture.PASSWORD))
                        .statusCode();
            }
            assertEquals(429, status);
            strict.clock.advance(Duration.ofSeconds(31));
            assertEquals(
                    303,
                    browser.submit(
                                    browser.get(REGISTER),
                                    Map.of("email", "q@example.org", "newPassword", Fixture.PASSWORD))
                            .statusCode());
        }
    }
}
