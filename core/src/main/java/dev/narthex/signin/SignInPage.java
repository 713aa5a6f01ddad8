package dev.narthex.signin;

import dev.narthex.apps.Apps;
import dev.narthex.flow.FormTokens;
import dev.narthex.flow.PasswordProofs;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PausedRequests;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Views;
import dev.narthex.groups.People;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.Action;
import dev.narthex.page.AppView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.page.SignInView;
import dev.narthex.session.Devices;
import dev.narthex.session.SessionTokens;
import dev.narthex.session.Sessions;
import dev.narthex.users.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The sign-in page: shows the form, checks what it brings, sends the browser back to where it came from.
public final class SignInPage {
    private static final String PATH = "/login/login.htm";
    private static final String WRONG =
            "We could not sign you in. Check your username and password and try again. After too many failed tries an"
                    + " account is locked.";
    private static final String LOCKED =
            "After too many failed tries this account is locked here. Browsers that it was used in before may still let"
                    + " you in.";
    private static final String TOO_FAST = "Too many tries in a short time. Wait a minute, then try again.";
    private static final String STALE = "This page was open for too long. Please sign in again.";

    private final Rooms rooms;
    private final Browser browser;
    private final Pages pages;
    private final SignInLog log;
    private final InstantSource clock;

    /// What the page asks along its way.
    ///
    /// @param registering whether people may make accounts
    public record Rooms(
            PasswordSignIn passwords,
            SignInThrottle throttle,
            PausedRequests paused,
            Apps apps,
            People people,
            BooleanSupplier registering) {}

    /// What it knows of the browser.
    public record Browser(Sessions sessions, Devices devices, FormTokens forms, PasswordProofs proofs) {}

    public SignInPage(Rooms rooms, Browser browser, Pages pages, SignInLog log, InstantSource clock) {
        this.rooms = rooms;
        this.browser = browser;
        this.pages = pages;
        this.log = log;
        this.clock = clock;
    }

    /// What goes into the form. `since`: who signed in then or later has done so for what waits.
    private record Form(
            ReturnPath back, Optional<PausedRequest> paused, String username, boolean keep, Instant since) {}

    /// GET `/login/login.htm?fromURI=…`.
    public Response show(Request request) {
        var form = form(request.query());
        return serves(request, form)
                ? Response.found(form.back().text())
                : render(request, 200, form, Optional.empty());
    }

    /// Whether the browser is signed in already, in another tab or before going back, in time for what waits.
    private boolean serves(Request request, Form form) {
        return browser.sessions()
                .current(request)
                .filter(session -> !session.authenticatedAt().isBefore(form.since()))
                .flatMap(session -> rooms.people().byId(session.userId()))
                .filter(person -> person.user().maySignIn())
                .isPresent();
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var form = form(fields);
        var device = browser.devices().token(request);
        if (device.isEmpty()) return cookiesBlocked(request, form);
        if (!browser.forms().isForDevice(fields.first("token").orElse(""), device.get())) {
            return render(request, 400, form, Optional.of(STALE));
        }
        if (!rooms.throttle().admits(request.source(), form.username())) {
            return render(request, 429, form, Optional.of(TOO_FAST)).with("Retry-After", "60");
        }
        var credentials = new PasswordSignIn.Credentials(
                form.username(), fields.first("password").orElse(""), device, request);
        return switch (rooms.passwords().attempt(credentials)) {
            case SignInResult.SignedIn signed -> signedIn(request, form, signed);
            case SignInResult.MustChange(var user) -> mustChange(form, user, device.orElseThrow());
            case SignInResult.LockedOut locked -> refused(request, form, locked.refused(), LOCKED);
            case SignInResult.Refused refused -> refused(request, form, refused, WRONG);
        };
    }

    /// Who is to be warned of the end of their password is asked to change it, and may go on without.
    private Response signedIn(Request request, Form form, SignInResult.SignedIn signed) {
        var user = signed.user();
        var proof = new SessionTokens.Proof(user.id(), List.of("pwd"), signed.since());
        var begun = browser.sessions().start(request, proof, form.keep());
        if (begun.isEmpty()) {
            var refused = new SignInResult.Refused(Optional.of(user), SignInResult.Reason.NOT_ACTIVE, false);
            return refused(request, form, refused, WRONG);
        }
        log.signedIn(request, user, Optional.of(begun.get().session()));
        String next = signed.daysLeft().isPresent()
                ? "/account/password?" + form.back().asParameter()
                : form.back().text();
        return Response.seeOther(next).with(begun.get().cookie());
    }

    /// On to where it can be changed, and from there to where this sign-in was to lead.
    private Response mustChange(Form form, User user, String device) {
        String proof = browser.proofs().seal(user.id(), device);
        return Response.seeOther(
                "/signin/password-expired?proof=" + proof + "&" + form.back().asParameter());
    }

    private Response refused(Request request, Form form, SignInResult.Refused refused, String text) {
        log.refused(request, form.username(), refused);
        return render(request, 401, form, Optional.of(text));
    }

    private Form form(Parameters parameters) {
        var back = parameters.first("fromURI").flatMap(ReturnPath::parse).orElse(ReturnPath.HOME);
        boolean keep = parameters.has("rememberMe");
        var username = parameters.first("username");
        return switch (back.oktaKey().map(rooms.paused()::open).orElseGet(Opened.Unreadable::new)) {
            case Opened.Fresh(var paused) ->
                new Form(back, Optional.of(paused), nameIn(username, paused), keep, paused.begun());
            case Opened.Late(var paused) -> anew(paused, username, keep);
            case Opened.Unreadable() -> new Form(back, Optional.empty(), username.orElse(""), keep, Instant.EPOCH);
        };
    }

    /// A request that waited too long begins anew, so that signing in now counts for it; as does signing in in another
    /// tab while it waited, unless the app wants a fresh sign-in.
    private Form anew(PausedRequest late, Optional<String> username, boolean keep) {
        var paused = late.restarted(clock.instant());
        var back = ReturnPath.toAuthorize(paused.serverId(), rooms.paused().seal(paused));
        return new Form(back, Optional.of(paused), nameIn(username, paused), keep, late.begun());
    }

    private static String nameIn(Optional<String> typed, PausedRequest paused) {
        return typed.orElseGet(() -> paused.parameters().getOrDefault("login_hint", ""));
    }

    private Response render(Request request, int status, Form form, Optional<String> error) {
        var device = browser.devices().of(request);
        Optional<AppView> app = form.paused().flatMap(paused -> Views.app(rooms.apps(), paused));
        var view = new SignInView(
                PATH,
                browser.forms().forDevice(device.token()),
                form.back().text(),
                form.username(),
                form.keep(),
                error,
                app,
                links(form, status == 401),
                request.id());
        var page = pages.signIn(status, view);
        return device.cookie().map(page::with).orElse(page);
    }

    /// @param refused whether somebody has just failed to sign in, whoever it was
    private List<Action> links(Form form, boolean refused) {
        String back = form.back().asParameter();
        var links = new ArrayList<Action>();
        links.add(new Action("Forgot password?", "/signin/forgot-password?" + back));
        if (refused) links.add(new Action("Account locked?", "/signin/unlock?" + back));
        if (rooms.registering().getAsBoolean()) {
            links.add(new Action("Create an account", "/signin/register?" + back));
        }
        return links;
    }

    private Response cookiesBlocked(Request request, Form form) {
        var retry = new Action("Try again", PATH + "?" + form.back().asParameter());
        return pages.message(
                400,
                new MessageView(
                        "Your browser did not send our cookie",
                        "Signing in needs one. Allow cookies for this site in your browser's settings, then try again.",
                        Optional.of(retry),
                        request.id()));
    }
}
