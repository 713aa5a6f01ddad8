package dev.narthex.signin;

import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.origins.TrustedOrigins;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.session.SessionTokens;
import dev.narthex.session.Sessions;
import java.util.Optional;

/// `/login/sessionCookieRedirect`: turns a session token into the browser's session, and sends it on.
public final class SessionCookiePage {
    private final Sessions sessions;
    private final SessionTokens tokens;
    private final Pages pages;
    private final TrustedOrigins origins;

    public SessionCookiePage(Sessions sessions, SessionTokens tokens, Pages pages, TrustedOrigins origins) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.pages = pages;
        this.origins = origins;
    }

    /// By GET or as a form: `token` and `redirectUrl`, which is a path of ours or leads to a trusted origin.
    public Response exchange(Request request) {
        var sent = request.method().equals("POST") ? request.form() : request.query();
        var target = sent.first("redirectUrl").filter(this::mayGo);
        return target.map(url -> exchange(request, sent, url)).orElseGet(() -> nowhere(request));
    }

    private boolean mayGo(String url) {
        return ReturnPath.parse(url).isPresent() || origins.mayRedirectTo(url);
    }

    private Response exchange(Request request, Parameters sent, String url) {
        return tokens.redeem(sent.first("token").orElse(""))
                .flatMap(proof -> sessions.start(request, proof, false))
                .map(started -> Response.seeOther(url).with(started.cookie()))
                .orElseGet(() -> Response.seeOther(signIn(url)));
    }

    /// The sign-in page goes on to our own pages only.
    private static String signIn(String url) {
        return "/login/login.htm"
                + ReturnPath.parse(url).map(path -> "?" + path.asParameter()).orElse("");
    }

    private Response nowhere(Request request) {
        return pages.message(
                400,
                new MessageView(
                        "This link leads nowhere",
                        "The address behind it is not one that this site may send you to. Whoever runs the app can have"
                                + " its origin added to the trusted origins, with the scope REDIRECT.",
                        Optional.empty(),
                        request.id()));
    }
}
