package dev.narthex.page;

import dev.narthex.http.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Views to test and to look at.
final class Samples {
    static final String REQUEST_ID = "req4nVQkH6mRw2Xt8Lp0";
    static final String LONG =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Portal";

    private static final List<ScopeView> SCOPES = List.of(
            new ScopeView("openid", "Know who you are", "A lasting identifier of your account.", false),
            new ScopeView("profile", "Your profile", "Name, picture, language and time zone.", false),
            new ScopeView("email", "Your email address", "And whether it has been verified.", true),
            new ScopeView("phone", "Your phone number", "", true));

    private Samples() {}

    static AppView app(String name) {
        return new AppView(
                name,
                Optional.empty(),
                Optional.of("https://app.example.com/terms"),
                Optional.of("https://app.example.com/privacy"),
                URI.create("https://app.example.com/callback"));
    }

    static SignInView signIn(String username, Optional<String> error, Optional<AppView> app) {
        return new SignInView(
                "/login/login.htm",
                "tok",
                "/oauth2/default/v1/authorize/redirect?okta_key=k",
                username,
                true,
                error,
                app,
                List.of(
                        new Action("Forgot password?", "/signin/forgot-password"),
                        new Action("Create an account", "/signin/register")),
                REQUEST_ID);
    }

    static ConsentView consent(AppView app, String person, List<ScopeView> scopes) {
        return new ConsentView(
                "/consent",
                "tok",
                "/oauth2/default/v1/authorize/redirect?okta_key=k",
                app,
                person,
                "ada@example.org",
                scopes,
                REQUEST_ID);
    }

    static ActivateView activate(String userCode, Optional<String> error) {
        return new ActivateView("/activate", "tok", userCode, error, REQUEST_ID);
    }

    static DeviceView device(AppView app, List<ScopeView> scopes) {
        var who = new DeviceView.Who("Ada Lovelace", "ada@example.org");
        return new DeviceView("/activate/confirm", "tok", "key", app, who, scopes, REQUEST_ID);
    }

    static ConsentView consent(AppView app) {
        return consent(app, "Ada Lovelace", SCOPES);
    }

    static List<ScopeView> twelveScopes() {
        return java.util.stream.IntStream.rangeClosed(1, 12)
                .mapToObj(i -> new ScopeView(
                        "orders:" + i,
                        i % 3 == 0 ? "" : "See and change orders of kind " + i,
                        i % 4 == 0 ? "" : "Everything you ordered through us in the last " + i + " years.",
                        i > 5))
                .toList();
    }

    static AppView withLogo(AppView app, String logo) {
        return new AppView(app.name(), Optional.of(logo), app.termsUri(), app.policyUri(), app.returnTo());
    }

    static SequencedMap<String, Response> all(Pages pages) {
        String wrong = "Unable to sign in. Check your username and password, then try again.";
        var all = new LinkedHashMap<String, Response>();
        all.put("signin", pages.signIn(200, signIn("", Optional.empty(), Optional.of(app("Acorn Orders")))));
        all.put("signin-alone", pages.signIn(200, signIn("ada@example.org", Optional.empty(), Optional.empty())));
        all.put(
                "signin-error",
                pages.signIn(401, signIn("ada@example.org", Optional.of(wrong), Optional.of(app(LONG)))));
        all.put("consent", pages.consent(200, consent(withLogo(app("Acorn Orders"), LOGO))));
        all.put("consent-long", pages.consent(200, consent(app(LONG), LONG, twelveScopes())));
        all.put("activate", pages.activate(200, activate("", Optional.empty())));
        all.put(
                "activate-error",
                pages.activate(400, activate("WDJB-MJHT", Optional.of("We don't know this code. Compare it."))));
        all.put("device", pages.device(device(withLogo(app("Acorn TV"), LOGO), SCOPES)));
        all.put("device-long", pages.device(device(app(LONG), twelveScopes())));
        all.put("message", pages.message(400, message(Optional.of(new Action("Go to the start page", "/")))));
        all.put("message-plain", pages.message(400, message(Optional.empty())));
        var password = Field.newPassword("New password", RULES);
        all.put("reset", pages.form(200, form(List.of(password), Optional.empty())));
        all.put("reset-error", pages.form(400, form(List.of(password.with(RULES)), Optional.empty())));
        all.put(
                "forgot",
                pages.form(429, form(List.of(Field.username("")), Optional.of("Too many tries in a short time."))));
        all.put("register", pages.form(200, register(Optional.empty())));
        all.put("register-error", pages.form(400, register(Optional.of("This is not an e-mail address."))));
        all.put("account", pages.account(account(false)));
        all.put("account-much", pages.account(account(true)));
        all.put(
                "home",
                pages.home(new HomeView("Ada Lovelace", "ada@example.org", true, "/login/signout", "tok", REQUEST_ID)));
        all.put(
                "form-post",
                pages.formPost(
                        URI.create("https://app.example.com/cb"), new LinkedHashMap<>(Map.of("id_token", "a.b.c"))));
        all.put(
                "post-message",
                pages.postMessage("https://app.example.com", new LinkedHashMap<>(Map.of("state", "s"))));
        return all;
    }

    private static final List<String> RULES = List.of(
            "Use at least 8 characters.", "Use at least 1 lower-case letter.", "Leave out the parts of your username.");

    static FormView form(List<Field> fields, Optional<String> error) {
        var text = new FormView.Text(
                "Choose a new password",
                "",
                "Save and sign in",
                List.of(new Action("Back to sign in", "/login/login.htm")));
        var target = new FormView.Target("/signin/reset-password/t", "tok", "/");
        return new FormView(text, target, Optional.of("ada@example.org"), fields, error, Optional.empty(), REQUEST_ID);
    }

    static FormView register(Optional<String> error) {
        var text = new FormView.Text("Create an account", "", "Create the account", List.of());
        var wrong = error.map(List::of).orElse(List.of());
        var fields = List.of(
                Field.email("email", "E-mail address", "ada@example.org").with(wrong),
                Field.text("firstName", "First name", "", "given-name"),
                Field.newPassword("Password", RULES).with(wrong));
        return new FormView(
                text,
                new FormView.Target("/signin/register", "tok", "/"),
                fields,
                Optional.empty(),
                Optional.of(app("Acorn Orders")),
                REQUEST_ID);
    }

    static AccountView account(boolean much) {
        var places = List.of(
                new AccountView.Place("Firefox on Linux", "22 November 2026, 14:02 UTC", "just now", true),
                new AccountView.Place("Safari on an iPhone", "3 November 2026, 9:12 UTC", "yesterday", false));
        var consent = new AccountView.Consent(
                "0oa1",
                much ? LONG : "Acorn Orders",
                List.of("Your profile", "Your e-mail address"),
                "1 November 2026");
        return new AccountView(
                new AccountView.Who(much ? LONG : "Ada Lovelace", "ada@example.org", true),
                List.of(
                        new AccountView.Fact("First name", "Ada"),
                        new AccountView.Fact("E-mail address", "ada@example.org")),
                places,
                much ? List.of(consent, consent) : List.of(),
                much ? Optional.of("Your profile was saved.") : Optional.empty(),
                "tok",
                REQUEST_ID);
    }

    private static MessageView message(Optional<Action> action) {
        return new MessageView(
                "This sign-in has expired",
                "It was open for too long, so nothing has been sent. Go back to the app and sign in again.",
                action,
                REQUEST_ID);
    }

    private static final String LOGO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'"
            + "%3E%3Crect width='9' height='9' fill='%23e8f0d8'/%3E%3Ccircle cx='4.5' cy='5' r='2.5' fill='%23795'/%3E"
            + "%3C/svg%3E";
}
