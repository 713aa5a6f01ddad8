package dev.narthex.authorize;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.SignedAnswers;
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
    private static final String RESPONSE = "response";

    /// Read by official SDKs as they stand, so never encoded; they hold URL-safe characters only.
    private static final Set<String> RAW = Set.of("access_token", "id_token", "code", RESPONSE);

    /// Two tokens signed by RSA, and what goes with them.
    private static final int USUAL_LENGTH = 3000;

    private final Pages pages;
    private final String baseUrl;
    private final SignedAnswers signed;

    AuthorizeResponder(Pages pages, String baseUrl, SignedAnswers signed) {
        this.signed = signed;
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
            case AuthorizeOutcome.GoChooseAccount(var back) -> local("/signin/account?" + back.asParameter());
            case AuthorizeOutcome.GoCreateAccount(var back) -> local("/signin/register?" + back.asParameter());
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
        var parameters = complete(returnTo, answer);
        return switch (returnTo.mode()) {
            case FRAGMENT, FRAGMENT_JWT -> redirect(returnTo.uri().text() + "#" + form(parameters));
            case QUERY, QUERY_JWT -> redirect(returnTo.uri().text() + separator(returnTo) + form(parameters));
            case FORM_POST, FORM_POST_JWT ->
                pages.formPost(URI.create(returnTo.uri().text()), texts(parameters));
            case OKTA_POST_MESSAGE -> pages.postMessage(returnTo.uri().origin().orElseThrow(), parameters);
        };
    }

    private SequencedMap<String, Object> complete(VerifiedReturn returnTo, SequencedMap<String, Object> answer) {
        var parameters = new LinkedHashMap<>(answer);
        returnTo.state().ifPresent(state -> parameters.put("state", state));
        // JARM 1.0 §2.3: one parameter, which holds all others; RFC 9207 §2.4: it names the issuer itself.
        if (returnTo.mode().signed()) {
            var token = signed.sign(returnTo.answerer().server(), returnTo.clientId(), texts(parameters));
            return new LinkedHashMap<>(Map.of(RESPONSE, token));
        }
        // RFC 9207 §2: who answers, in every answer, errors too, so that a client of several servers can't be mixed up.
        parameters.put("iss", returnTo.answerer().issuer());
        return parameters;
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
