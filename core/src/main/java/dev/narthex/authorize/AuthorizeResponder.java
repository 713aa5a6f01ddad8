package dev.narthex.authorize;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// How an outcome travels: fragment, query, form or message; page or JSON where it may not travel.
final class AuthorizeResponder {
    /// Read by official SDKs as they stand, so never encoded; they hold URL-safe characters only.
    private static final Set<String> RAW = Set.of("access_token", "id_token", "code");

    /// Two tokens signed by RSA, and what goes with them.
    private static final int USUAL_LENGTH = 3000;

    private final Pages pages;
    private final String baseUrl;

    AuthorizeResponder(Pages pages, String baseUrl) {
        this.pages = pages;
        this.baseUrl = baseUrl;
    }

    Response respond(Request request, AuthorizeOutcome outcome) {
        return switch (outcome) {
            case AuthorizeOutcome.Granted(var returnTo, var parameters) -> deliver(returnTo, parameters);
            case AuthorizeOutcome.RefusedToClient(var returnTo, var problem) ->
                deliver(returnTo, parametersOf(problem));
            case AuthorizeOutcome.RefusedOnPage(var problem) -> refuse(request, problem);
            case AuthorizeOutcome.GoSignIn(var back) -> local("/login/login.htm?" + back.asParameter());
            case AuthorizeOutcome.GoConsent(var back) -> local("/consent?" + back.asParameter());
        };
    }

    private Response local(String path) {
        return Response.found(baseUrl + path);
    }

    private static SequencedMap<String, Object> parametersOf(Problem problem) {
        var parameters = new LinkedHashMap<String, Object>();
        // RFC 6749 §4.2.2.1: error and error_description.
        parameters.put("error", problem.error().code());
        parameters.put("error_description", problem.description());
        return parameters;
    }

    private Response deliver(VerifiedReturn returnTo, SequencedMap<String, Object> answer) {
        var parameters = new LinkedHashMap<>(answer);
        returnTo.state().ifPresent(state -> parameters.put("state", state));
        // RFC 9207 §2: who answers, in every answer, errors too, so that a client of several servers can't be mixed up.
        parameters.put("iss", returnTo.issuer());
        return switch (returnTo.mode()) {
            case FRAGMENT -> redirect(returnTo.uri().text() + "#" + form(parameters));
            case QUERY -> redirect(returnTo.uri().text() + separator(returnTo) + form(parameters));
            case FORM_POST -> pages.formPost(URI.create(returnTo.uri().text()), texts(parameters));
            case OKTA_POST_MESSAGE -> pages.postMessage(returnTo.uri().origin().orElseThrow(), parameters);
        };
    }

    private static Response redirect(String location) {
        return Response.found(location)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-cache, no-store")
                .with("Pragma", "no-cache")
                .with("Expires", "0");
    }

    private static String separator(VerifiedReturn returnTo) {
        return returnTo.uri().text().contains("?") ? "&" : "?";
    }

    private static SequencedMap<String, String> texts(Map<String, Object> parameters) {
        var texts = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private static String form(Map<String, Object> parameters) {
        var text = new StringBuilder(USUAL_LENGTH);
        parameters.forEach((name, value) -> {
            if (!text.isEmpty()) text.append('&');
            String plain = value.toString();
            text.append(name).append('=').append(RAW.contains(name) ? plain : encoded(plain));
        });
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A page for people, JSON for programs.
    private Response refuse(Request request, Problem problem) {
        if (!request.namesInAccept("text/html")) {
            return OktaError.of(400, problem.error().code(), problem.description())
                    .response(request);
        }
        return pages.message(
                400,
                new MessageView(
                        "This sign-in request can't be completed",
                        "The app that sent you here made a request that we can't answer. Go back to it and try again; if"
                                + " it happens again, tell the people who run it.",
                        Optional.of(problem.description()),
                        Optional.empty(),
                        request.id()));
    }
}
