package dev.narthex.e2e.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.users.Login;
import dev.narthex.users.User;
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

/// The org's own system is asked whether somebody may register: the registration inline hook.
class RegistrationHookTest {
    private static final String HOOKS = "/api/v1/inlineHooks";
    private static TestServer idp;
    private static Admin admin;
    private static OldSystem system;
    private static String rule;
    private static String hook;
    private String email;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        system = new OldSystem();
        admin.post(
                "/api/v1/meta/schemas/user/default",
                Map.of("definitions", Map.of("custom", Map.of("properties", properties()))));
        hook = (String) Admin.object(200, admin.post(HOOKS, hook("Who may"))).get("id");
        var policy = Admin.list(admin.get("/api/v1/policies?type=PROFILE_ENROLLMENT"))
                .getFirst();
        String rules = "/api/v1/policies/" + policy.get("id") + "/rules";
        rule = rules + "/" + Admin.list(admin.get(rules)).getFirst().get("id");
    }

    private static Map<String, Object> properties() {
        return Map.of(
                "seats", Map.of("title", "Seats", "type", "integer", "minimum", 1, "maximum", 9),
                "plan", Map.of("title", "Plan", "type", "string", "enum", List.of("free", "paid")),
                "terms", Map.of("title", "Terms", "type", "boolean"));
    }

    @AfterAll
    static void stop() {
        system.close();
        idp.close();
    }

    private static Map<String, Object> hook(String name) {
        return Map.of(
                "name",
                name,
                "type",
                "com.okta.user.pre-registration",
                "version",
                "1.0.0",
                "channel",
                Map.of("type", "HTTP", "version", "1.0.0", "config", Map.of("uri", system.url())));
    }

    private static HttpResponse<String> policy(Map<String, Object> enrollment) {
        return admin.put(rule, Map.of("actions", Map.of("profileEnrollment", enrollment)));
    }

    private static Map<String, Object> asked(String name, String label, boolean required) {
        return Map.of("name", name, "label", label, "required", required);
    }

    @BeforeEach
    void open() {
        email = UUID.randomUUID() + "@example.org";
        // The log is in the order of time.
        idp.clock.advance(Duration.ofSeconds(1));
        system.says(204, "");
        var attributes = List.of(
                asked("email", "E-mail", true),
                asked("firstName", "First name", true),
                asked("seats", "Seats", false),
                asked("invitation", "Invitation code", true));
        Admin.object(
                200,
                policy(Map.of(
                        "unknownUserAction", "REGISTER",
                        "activationRequirements", Map.of("emailVerification", false),
                        "profileAttributes", attributes,
                        "allowedDomains", List.of(),
                        "preRegistrationInlineHooks", List.of(Map.of("inlineHookId", hook)))));
        admin.post(HOOKS + "/" + hook + "/lifecycle/activate", "");
    }

    private Map<String, String> form() {
        return new HashMap<>(Map.of(
                "email", email,
                "firstName", "Ada",
                "seats", "3",
                "invitation", "WELCOME-7",
                "newPassword", Fixture.PASSWORD));
    }

    private HttpResponse<String> register() {
        return register(idp.browser());
    }

    private HttpResponse<String> register(Browser browser) {
        return browser.submit(browser.get("/signin/register"), form());
    }

    private static Optional<User> user(String login) {
        return idp.storage.users().byLogin(Login.of(login));
    }

    private static String faults(HttpResponse<String> page, String field) {
        assertTrue(page.body().contains("id=\"" + field + "-faults\""), page.body());
        return page.body().replaceAll("(?s).*id=\"" + field + "-faults\">(.*?)</div>.*", "$1");
    }

    private static String outcome(String event) {
        var details = idp.log(event).getLast().details();
        return details.result() + details.reason().map(reason -> " " + reason).orElse("");
    }

    @Test
    @DisplayName("Okta: the request is as published: who wants an account, and from where; never the password")
    void payload() {
        assertEquals(303, register().statusCode());
        assertEquals(1, system.questions().size());
        var question = system.questions().getFirst();
        PublishedSchemas.management("RegistrationInlineHookSSRData", question);
        assertEquals(
                List.of(
                        "eventId",
                        "eventTime",
                        "eventType",
                        "eventTypeVersion",
                        "contentType",
                        "cloudEventVersion",
                        "source",
                        "requestType",
                        "data"),
                List.copyOf(question.keySet()));
        assertEquals("com.okta.user.pre-registration", question.get("eventType"));
        assertEquals("1.0", question.get("eventTypeVersion"));
        assertEquals("0.1", question.get("cloudEventVersion"));
        assertEquals(hook, question.get("source"));
        assertEquals("self.service.registration", question.get("requestType"));
        assertEquals("ALLOW", Admin.at(question, "data", "action"));
        assertEquals(
                Map.of("email", email, "login", email, "firstName", "Ada", "seats", 3, "invitation", "WELCOME-7"),
                Admin.at(question, "data", "userProfile"));
        assertEquals("POST", Admin.at(question, "data", "context", "request", "method"));
        assertEquals("127.0.0.1", Admin.at(question, "data", "context", "request", "ipAddress"));
        assertFalse(Json.text(question).contains(Fixture.PASSWORD));
        assertEquals("SUCCESS", outcome("inline_hook.executed"));
        assertEquals("SUCCESS", outcome("inline_hook.response.processed"));
    }

    @Test
    @DisplayName("What the schema does not know is asked for the hook's sake, and kept nowhere")
    void askedAndForgotten() {
        register();
        assertEquals(
                Map.of("login", email, "email", email, "firstName", "Ada", "seats", 3),
                user(email).orElseThrow().profile());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204 | ''",
                "200 | '{}'",
                "200 | '{\"commands\":[]}'",
                "200 | '{\"commands\":null,\"error\":null}'",
                "200 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"registration\":\"ALLOW\"}}]}'",
                "200 | '{\"commands\":[{\"type\":\"com.okta.something.new\",\"value\":{\"registration\":\"DENY\"}}]}'"
            })
    @DisplayName("Okta: whoever says nothing against it lets people register")
    void allowed(int status, String body) {
        system.says(status, body);
        assertEquals(303, register().statusCode());
        assertTrue(user(email).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 1 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"registration\":\"DENY\"}}]}'",
                "200 | 1 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"registration\":\"deny\"}}]}'",
                "200 | 1 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":\"ALLOW\"}]}'",
                "200 | 1 | '{\"commands\":[{\"type\":\"com.okta.action.update\"}]}'",
                "200 | 1 | '{\"commands\":{\"type\":\"com.okta.action.update\"}}'",
                "200 | 1 | '{\"commands\":[\"ALLOW\"]}'",
                "200 | 1 | '{\"commands\":[{\"type\":\"com.okta.user.profile.update\",\"value\":[1]}]}'",
                "200 | 1 | '{\"error\":{}}'",
                "200 | 1 | '{\"error\":\"no\"}'",
                "200 | 1 | 'ALLOW'",
                "200 | 1 | ''",
                "201 | 1 | '{}'",
                "307 | 1 | '{}'",
                "400 | 1 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"registration\":\"ALLOW\"}}]}'",
                "401 | 1 | '{}'",
                "500 | 2 | '{}'",
                "503 | 2 | ''"
            })
    @DisplayName("Abuse 112: a no, and whatever can't be followed, registers nobody; only what may pass is asked twice")
    void denied(int status, int asked, String body) {
        system.says(status, body);
        var page = register();
        assertEquals(403, page.statusCode());
        assertTrue(page.body().contains("id=\"error\""));
        assertTrue(page.body().contains("value=\"" + email + "\""), "what was typed stays");
        assertEquals(asked, system.questions().size());
        assertTrue(user(email).isEmpty());
    }

    @Test
    @DisplayName("A no counts, whatever yes stands beside it")
    void noBeforeYes() {
        for (var words : List.of(List.of("ALLOW", "DENY"), List.of("DENY", "ALLOW"))) {
            system.says(200, commands(update(words.getFirst()), update(words.getLast())));
            assertEquals(403, register().statusCode());
        }
        assertTrue(user(email).isEmpty());
    }

    private static String update(String word) {
        return "{\"type\":\"com.okta.action.update\",\"value\":{\"registration\":\"" + word + "\"}}";
    }

    private static String commands(String... commands) {
        return "{\"commands\":[" + String.join(",", commands) + "]}";
    }

    private static String profile(String values) {
        return commands("{\"type\":\"com.okta.user.profile.update\",\"value\":" + values + "}");
    }

    @Test
    @DisplayName("Okta: what the hook says of an attribute stands beside its field, as text; the rest above the form")
    void errorsAtTheirFields() {
        system.says(200, """
                {"commands":[%s],
                 "error":{"errorSummary":"Please look again.","errorCauses":[
                  {"errorSummary":"Only <b>members</b> may.","location":"data.userProfile.login","domain":"end-user"},
                  {"errorSummary":"This code is used up.","location":"data.userProfile.invitation"},
                  {"errorSummary":"Nobody is called Zed.","location":"data.userProfile.lastName"},
                  {"errorSummary":"\\u0007 ","location":"data.userProfile.seats"},
                  {"location":"data.userProfile.firstName"}, 7]}}
                """.formatted(update("ALLOW")));
        var page = register();
        assertEquals(400, page.statusCode());
        assertTrue(faults(page, "email").contains("Only &lt;b&gt;members&lt;/b&gt; may."));
        assertTrue(faults(page, "invitation").contains("This code is used up."));
        assertTrue(page.body().contains("Please look again. Nobody is called Zed."), page.body());
        assertFalse(page.body().contains("seats-faults"));
        assertFalse(page.body().contains("firstName-faults"));
        assertTrue(user(email).isEmpty());
    }

    @Test
    @DisplayName("Okta: the hook sets attributes, in the order of its commands, and takes some away")
    void updates() {
        system.says(
                200,
                commands(
                        "{\"type\":\"com.okta.user.profile.update\",\"value\":{\"lastName\":\"Byron\",\"plan\":\"free\"}}",
                        "{\"type\":\"com.okta.user.profile.update\",\"value\":{\"plan\":\"paid\",\"seats\":null,"
                                + "\"terms\":true,\"firstName\":\"Augusta\"}}"));
        assertEquals(303, register().statusCode());
        assertEquals(
                Map.of(
                        "login",
                        email,
                        "email",
                        email,
                        "firstName",
                        "Augusta",
                        "lastName",
                        "Byron",
                        "plan",
                        "paid",
                        "terms",
                        true),
                user(email).orElseThrow().profile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"groupIds\":[\"00g1\"]}",
                "{\"groups\":\"Admins\"}",
                "{\"status\":\"ACTIVE\"}",
                "{\"password\":\"Correct-Horse-2\"}",
                "{\"credentials\":{\"password\":{\"value\":\"x\"}}}",
                "{\"emailVerified\":true}",
                "{\"invitation\":\"X\"}",
                "{\"seats\":\"many\"}",
                "{\"seats\":10}",
                "{\"plan\":\"golden\"}",
                "{\"terms\":\"yes\"}",
                "{\"firstName\":{\"a\":1}}",
                "{\"login\":null}",
                "{\"login\":\"x\"}",
                "{\"email\":\"nobody\"}",
                "{\"email\":\"a@example.org\\r\\nBcc: b@example.org\"}",
                "{\"email\":null}"
            })
    @DisplayName(
            "Abuse 97: of the hook's word, too, only what the schema allows comes into a profile; else nobody is made")
    void noMassAssignment(String values) {
        system.says(200, profile(values));
        assertEquals(403, register().statusCode());
        assertTrue(user(email).isEmpty());
        assertTrue(outcome("inline_hook.response.processed").startsWith("FAILURE "));
    }

    @Test
    @DisplayName("The hook may choose the login and the address; both are judged as if they had been typed")
    void otherLogin() {
        String name = UUID.randomUUID().toString();
        system.says(200, profile("{\"login\":\"%s@example.net\"}".formatted(name)));
        assertEquals(303, register().statusCode());
        assertEquals(email, user(name + "@example.net").orElseThrow().profile().get("email"));
        email = UUID.randomUUID() + "@example.org";
        assertTrue(faults(register(), "email").contains("There is an account"));
        policy(Map.of("allowedDomains", List.of("example.org")));
        system.says(200, profile("{\"email\":\"%s@example.net\"}".formatted(name)));
        assertEquals(403, register().statusCode());
    }

    @Test
    @DisplayName("What the hook puts into a profile must not be in the password either")
    void passwordOfTheProfile() {
        system.says(200, profile("{\"login\":\"%s\"}".formatted("correct-horse-1@example.org")));
        var page = register();
        assertEquals(400, page.statusCode());
        assertFalse(faults(page, "newPassword").isBlank());
    }

    @Test
    @DisplayName(
            "With proof of the address the hook is asked once, before the mail; what it said waits, sealed, in the link")
    void beforeTheProof() {
        policy(Map.of("activationRequirements", Map.of("emailVerification", true)));
        String other = UUID.randomUUID() + "@example.org";
        system.says(200, profile("{\"email\":\"%s\",\"plan\":\"paid\"}".formatted(other)));
        var browser = idp.browser();
        assertEquals(200, register(browser).statusCode());
        assertTrue(idp.mails().stream().noneMatch(mail -> mail.to().text().equals(email)));
        String link = idp.mailTo(other)
                .letter()
                .text()
                .lines()
                .filter(line -> line.startsWith(idp.baseUrl()))
                .findFirst()
                .orElseThrow();
        system.says(500, "");
        assertEquals(303, browser.submit(browser.get(link), Map.of()).statusCode());
        assertEquals(List.of(), system.questions());
        var made = user(email).orElseThrow();
        assertEquals(other, made.profile().get("email"));
        assertEquals("paid", made.profile().get("plan"));
        assertTrue(made.credentials().emailVerified());
    }

    @Test
    @DisplayName(
            "Abuse 81: the hook is asked about addresses that have an account, too, and its no is the same for all")
    void noEnumeration() {
        policy(Map.of("activationRequirements", Map.of("emailVerification", true)));
        system.says(200, commands(update("DENY")));
        var unknown = register();
        String first = email;
        email = UUID.randomUUID() + "@example.org";
        idp.fixture.user(email);
        var known = register();
        assertEquals(2, system.questions().size());
        assertEquals(essence(unknown, first), essence(known, email));
    }

    private static String essence(HttpResponse<String> page, String email) {
        return page.body()
                .replace(page.headers().firstValue("x-okta-request-id").orElseThrow(), "ID")
                .replaceAll("name=\"token\" value=\"[^\"]*\"", "TOKEN")
                .replace(email, "EMAIL");
    }

    @Test
    @DisplayName("What is wrong with the form is said before anybody else is asked")
    void formFirst() {
        var browser = idp.browser();
        var form = form();
        form.put("seats", "many");
        form.remove("invitation");
        var page = browser.submit(browser.get("/signin/register"), form);
        assertTrue(faults(page, "seats").contains("Type a whole number."));
        assertTrue(faults(page, "invitation").contains("Fill this in."));
        assertEquals(List.of(), system.questions());
    }

    @Test
    @DisplayName("A hook that a policy names and that was switched off stops everybody; it can't be deleted")
    void switchedOff() {
        admin.post(HOOKS + "/" + hook + "/lifecycle/deactivate", "");
        assertEquals(403, register().statusCode());
        assertEquals(List.of(), system.questions());
        Admin.refused(400, "E0000001", admin.delete(HOOKS + "/" + hook));
        policy(Map.of("preRegistrationInlineHooks", List.of()));
        assertEquals(303, register().statusCode());
        assertEquals(List.of(), system.questions());
    }

    @Test
    @DisplayName("Okta: a rule names one registration hook that is active, or none")
    void oneHook() {
        String other =
                (String) Admin.object(200, admin.post(HOOKS, hook("Other"))).get("id");
        var password = new HashMap<>(hook("Passwords"));
        password.put("type", "com.okta.user.credential.password.import");
        String wrong = (String) Admin.object(200, admin.post(HOOKS, password)).get("id");
        for (Object hooks : List.of(
                List.of(Map.of("inlineHookId", hook), Map.of("inlineHookId", other)),
                List.of(Map.of("inlineHookId", "calNone")),
                List.of(Map.of("inlineHookId", wrong)),
                List.of(hook),
                List.of(Map.of()),
                hook)) {
            Admin.refused(400, "E0000001", policy(Map.of("preRegistrationInlineHooks", hooks)));
        }
        var kept = Admin.object(200, policy(Map.of()));
        PublishedSchemas.management("ProfileEnrollmentPolicyRule", kept);
        assertEquals(
                List.of(Map.of("inlineHookId", hook)),
                Admin.at(kept, "actions", "profileEnrollment", "preRegistrationInlineHooks"));
        for (String id : Set.of(other, wrong)) {
            admin.post(HOOKS + "/" + id + "/lifecycle/deactivate", "");
            assertEquals(204, admin.delete(HOOKS + "/" + id).statusCode());
        }
    }

    @Test
    @DisplayName("A preview shows what the hook says to a request as published, and registers nobody")
    void preview() {
        system.says(200, commands(update("DENY")));
        var question = Map.of(
                "eventType", "com.okta.user.pre-registration",
                "requestType", "self.service.registration",
                "data", Map.of("userProfile", Map.of("login", email), "action", "ALLOW"));
        var said = Admin.object(200, admin.post(HOOKS + "/" + hook + "/execute", question));
        PublishedSchemas.management("RegistrationInlineHookResponse", said);
        assertEquals(question, system.questions().getFirst());
        assertTrue(user(email).isEmpty());
    }
}
