package dev.narthex.e2e.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The suite's side: a client that registers itself for one response type, asks, and reads what comes back.
final class RelyingParty {
    static final String CALLBACK = "https://rp.example/callback";
    static final String LOGIN = "ada@example.org";

    private final TestServer idp;
    private final String responseType;
    private final String responseMode;
    private final Map<String, Object> registered;

    private RelyingParty(TestServer idp, String responseType, String responseMode, Map<String, Object> registered) {
        this.idp = idp;
        this.responseType = responseType;
        this.responseMode = responseMode;
        this.registered = registered;
    }

    /// What a registration says for this response type.
    static Map<String, Object> metadata(String responseType) {
        var grants = new ArrayList<String>();
        if (responseType.contains("code")) grants.addAll(List.of("authorization_code", "refresh_token"));
        if (responseType.contains("token")) grants.add("implicit");
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("client_name", "A relying party");
        metadata.put("redirect_uris", List.of(CALLBACK));
        metadata.put("grant_types", grants);
        metadata.put("response_types", List.of(responseType));
        metadata.put("token_endpoint_auth_method", "client_secret_basic");
        metadata.put("contacts", List.of("somebody@rp.example"));
        return metadata;
    }

    static RelyingParty register(TestServer idp, String responseType, String responseMode, Map<String, ?> more) {
        var metadata = metadata(responseType);
        metadata.putAll(more);
        var registered = Admin.object(201, new Admin(idp).post("/oauth2/v1/clients", Json.text(metadata)));
        return new RelyingParty(idp, responseType, responseMode, registered);
    }

    Map<String, Object> registered() {
        return registered;
    }

    String id() {
        return (String) registered.get("client_id");
    }

    boolean has(String type) {
        return List.of(responseType.split(" ")).contains(type);
    }

    /// An authorization request at the org's server, to be changed.
    Map<String, String> request(String scope) {
        var request = new LinkedHashMap<String, String>();
        request.put("client_id", id());
        request.put("redirect_uri", CALLBACK);
        request.put("scope", scope);
        request.put("state", UUID.randomUUID().toString());
        request.put("nonce", UUID.randomUUID().toString());
        request.put("response_type", responseType);
        if (!responseMode.isEmpty()) request.put("response_mode", responseMode);
        return request;
    }

    /// Sends a person with it, who signs in and consents where they are asked to.
    HttpResponse<String> send(Browser person, Map<String, String> request) {
        return through(person, person.go("/oauth2/v1/authorize?" + Browser.encode(request)));
    }

    static HttpResponse<String> through(Browser person, HttpResponse<String> response) {
        if (response.body().contains("name=\"password\"")) {
            return through(person, person.travel(person.login(response, LOGIN, Fixture.PASSWORD)));
        }
        if (response.body().contains("value=\"allow\"")) {
            return through(person, person.travel(person.submit(response, Map.of("decision", "allow"))));
        }
        return response;
    }

    /// The answer to it, at the address that is registered and with the state that was sent.
    Answer ask(Browser person, Map<String, String> request) {
        var answer = read(send(person, request));
        assertEquals(request.get("redirect_uri"), answer.place());
        assertEquals(request.get("state"), answer.get("state"));
        return answer;
    }

    Answer read(HttpResponse<String> response) {
        if (responseMode.equals("form_post")) return Answer.inForm(response);
        return responseType.equals("code") ? Answer.inQuery(response) : Answer.inFragment(response);
    }

    HttpResponse<String> redeem(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    HttpResponse<String> token(Map<String, String> form) {
        String credentials = id() + ":" + registered.get("client_secret");
        var request = idp.browser()
                .request("/oauth2/v1/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", dev.narthex.e2e.TokenClient.basic(credentials));
        return idp.browser().send(request.POST(BodyPublishers.ofString(Browser.encode(form))));
    }

    /// All that an answer leads to: what came with it, and what its code is good for.
    Answer whole(Answer answer) {
        if (!has("code")) return answer;
        var all = new LinkedHashMap<>(answer.parameters());
        var response = redeem(answer.get("code"));
        assertEquals(200, response.statusCode(), response.body());
        Api.json(response).forEach((name, value) -> all.put(name, value.toString()));
        return new Answer(answer.place(), all);
    }
}
