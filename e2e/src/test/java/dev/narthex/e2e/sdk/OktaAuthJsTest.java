package dev.narthex.e2e.sdk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.app.Chromium;
import dev.narthex.e2e.demo.DemoPolicy;
import dev.narthex.e2e.demo.RunningDemo;
import dev.narthex.e2e.demo.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// okta-auth-js as its makers publish it, in Chromium, on the page of the sample app that uses it.
@Timeout(120)
class OktaAuthJsTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static RunningDemo demo;

    private BrowserContext person;
    private Page page;
    private Visitor visitor;

    @BeforeAll
    static void start() {
        Needs.that(
                OktaAuthJsTest.class.getResource("/app/vendor/okta-auth-js.min.js") != null, "run npm ci in samples");
        chromium = new Chromium();
        demo = RunningDemo.in(folder);
    }

    @BeforeEach
    void open() {
        person = chromium.person();
        page = person.newPage();
        visitor = new Visitor(page);
        page.navigate(demo.fact("appUrl") + "okta.html");
        assertThat(visitor.button("Sign in")).isVisible();
    }

    @AfterEach
    void noComplaints() {
        person.close();
        assertEquals(List.of(), chromium.complaints());
    }

    /// Runs `call` with a client of the page, and answers with what it says, or with the error's class and code.
    private Object ask(String call) {
        return ask(false, call);
    }

    private Object ask(boolean pkce, String call) {
        var script = """
                async (call) => {
                  const config = await (await fetch('/config.json')).json();
                  const client = new OktaAuth({
                    issuer: config.issuer, clientId: config.clientId, redirectUri: config.oktaRedirectUri,
                    scopes: config.scopes, pkce: %s, tokenManager: { storage: 'memory', autoRenew: false },
                  });
                  const responseType = ['id_token', 'token'];
                  try {
                    return await %s;
                  } catch (error) {
                    return `${error.name} ${error.errorCode}`;
                  }
                }
                """;
        return page.evaluate(script.formatted(pkce, call));
    }

    private void signIn() {
        visitor.button("Sign in").click();
        visitor.signIn(demo.fact("username"), demo.fact("password"));
        allowIfAsked(page);
        assertThat(visitor.heading("Welcome, Ada Byron")).isVisible();
    }

    /// The first of these tests is asked; the consent is kept for the others.
    private static void allowIfAsked(Page page) {
        var allow = new Visitor(page).button("Allow");
        var welcome = new Visitor(page).heading("Welcome, Ada Byron");
        assertThat(allow.or(welcome)).isVisible();
        if (allow.isVisible()) allow.click();
    }

    @Test
    @DisplayName("getWithRedirect, parseFromUrl and getUserInfo bring the tokens and the person's claims")
    void redirect() {
        signIn();
        assertEquals(demo.fact("appUrl") + "okta.html", page.url(), "a clean address bar");
        assertThat(page.locator("pre")).containsText("This API has checked your access token.");
        Chromium.photograph(page, "okta-1-signed-in");
    }

    @Test
    @DisplayName("getWithoutPrompt renews by okta_post_message in a hidden frame")
    void withoutPrompt() {
        signIn();
        visitor.button("Renew silently").click();
        assertThat(page.locator("[role=status]")).containsText("Renewed at");
        var claims = ask("""
                client.token.getWithoutPrompt({ responseType })
                  .then(({ tokens }) => client.token.getUserInfo(tokens.accessToken, tokens.idToken))
                """);
        assertEquals(demo.fact("username"), ((Map<?, ?>) claims).get("email"));
    }

    @Test
    @DisplayName("getWithoutPrompt without a session fails at once with OAuthError login_required")
    void signedOut() {
        assertEquals("OAuthError login_required", ask("client.token.getWithoutPrompt({ responseType })"));
    }

    @Test
    @DisplayName("token.renew brings a new token for an old one")
    void renew() {
        signIn();
        var two = (List<?>) ask("""
                client.token.getWithoutPrompt({ responseType }).then(async ({ tokens: { accessToken, idToken } }) => [
                  accessToken.accessToken, (await client.token.renew(accessToken)).accessToken,
                  idToken.claims.sub, (await client.token.renew(idToken)).claims.sub,
                ])
                """);
        assertNotEquals(two.get(0), two.get(1));
        assertEquals(two.get(2), two.get(3));
    }

    @Test
    @DisplayName("getWithPopup signs in, in a window of its own, which hands the tokens over and closes")
    void popup() {
        signIn();
        person.clearCookies();
        var window = person.waitForPage(() -> page.evaluate("""
                async () => {
                  const config = await (await fetch('/config.json')).json();
                  const client = new OktaAuth({
                    issuer: config.issuer, clientId: config.clientId, redirectUri: config.oktaRedirectUri,
                    scopes: config.scopes, pkce: false,
                  });
                  window.answer = client.token.getWithPopup({ responseType: ['id_token', 'token'] })
                    .then(({ tokens }) => tokens.idToken.claims.sub, (error) => `${error.name} ${error.message}`);
                }
                """));
        Chromium.photograph(window, "okta-2-popup");
        new Visitor(window).signIn(demo.fact("username"), demo.fact("password"));
        assertEquals(20, page.evaluate("window.answer").toString().length(), "the id of a user");
    }

    @Test
    @DisplayName(
            "With PKCE: a code by message, a renewal by refresh token, a revocation and a sign-out that comes back")
    void pkce() {
        signIn();
        assertEquals(List.of(true, true, true, false), ask(true, """
                client.token.getWithoutPrompt({ scopes: ['openid', 'email', 'offline_access'] })
                  .then(async ({ tokens }) => {
                    client.tokenManager.setTokens(tokens);
                    const renewed = await client.token.renewTokens();
                    const active = () => fetch(`${config.issuer}/v1/introspect`, {
                      method: 'POST',
                      headers: { Authorization: `Basic ${btoa(config.clientId)}` },
                      body: new URLSearchParams({ token: renewed.accessToken.accessToken }),
                    }).then((answer) => answer.json()).then((told) => told.active);
                    const before = await active();
                    await client.revokeAccessToken(renewed.accessToken);
                    return [
                      renewed.accessToken.accessToken !== tokens.accessToken.accessToken,
                      renewed.refreshToken.refreshToken !== tokens.refreshToken.refreshToken,
                      before, await active(),
                    ];
                  })
                """));
        ask(true, """
                client.token.getWithoutPrompt({ scopes: ['openid'] }).then(({ tokens: { idToken } }) => {
                  client.signOut({ idToken, postLogoutRedirectUri: config.redirectUri, revokeAccessToken: false });
                })
                """);
        page.waitForURL(demo.fact("appUrl"));
        page.navigate(demo.fact("appUrl") + "okta.html");
        assertThat(visitor.button("Sign in")).isVisible();
        assertEquals("OAuthError login_required", ask("client.token.getWithoutPrompt({ responseType })"));
    }

    @Test
    @DisplayName("signInWithCredentials gives a session token, which getWithoutPrompt turns into implicit tokens")
    void credentials() {
        signIn();
        person.clearCookies();
        var credentials = "{ username: '%s', password: '%s' }".formatted(demo.fact("username"), demo.fact("password"));
        assertEquals(List.of("SUCCESS", true, true, "ACTIVE", true, false), ask("""
                client.signInWithCredentials(%s).then(async (transaction) => {
                  const { sessionToken } = transaction;
                  const { tokens } = await client.token.getWithoutPrompt({ responseType, sessionToken });
                  const there = await client.session.exists();
                  const session = await client.session.get();
                  const refreshed = await client.session.refresh();
                  await client.session.close();
                  return [
                    transaction.status, Boolean(tokens.accessToken && tokens.idToken), there, session.status,
                    refreshed.userId === tokens.idToken.claims.sub, await client.session.exists(),
                  ];
                })
                """.formatted(credentials)));
        assertEquals(
                "AuthApiError E0000004",
                ask("client.signInWithCredentials({ username: 'ada@example.org', password: 'x' })"));
        // A browser notes each refusal: of the session that is gone, and of the wrong password.
        assertEquals(2, chromium.complaints().size());
    }

    @Test
    @DisplayName("signInWithCredentials is warned of a password's end, and skips, cancels or is refused by its methods")
    void warned() {
        signIn();
        person.clearCookies();
        var policy = new DemoPolicy(demo);
        policy.put("{\"password\":{\"age\":{\"maxAgeDays\":1,\"expireWarnDays\":1}}}");
        try {
            var credentials = "{ username: '%s', password: '%s', options: { warnBeforePasswordExpired: true } }"
                    .formatted(demo.fact("username"), demo.fact("password"));
            assertEquals(List.of("PASSWORD_WARN", 1, true, "SUCCESS", true), ask("""
                    client.signInWithCredentials(%s).then(async (transaction) => {
                      const done = await transaction.skip();
                      return [
                        transaction.status, transaction.policy.expiration.passwordExpireDays,
                        typeof transaction.changePassword === 'function', done.status, Boolean(done.sessionToken),
                      ];
                    })
                    """.formatted(credentials)));
            assertEquals("AuthApiError E0000014", ask("""
                    client.signInWithCredentials(%s).then((transaction) =>
                      transaction.changePassword({ oldPassword: 'wrong', newPassword: 'Another-Horse-2' }))
                    """.formatted(credentials)));
            assertEquals("AuthApiError E0000011", ask("""
                    client.signInWithCredentials(%s).then(async (transaction) => {
                      await transaction.cancel();
                      return transaction.skip();
                    })
                    """.formatted(credentials)));
        } finally {
            policy.put("{\"password\":{\"age\":{\"maxAgeDays\":0,\"expireWarnDays\":0}}}");
        }
        // A browser notes each refusal.
        assertEquals(2, chromium.complaints().size());
    }
}
