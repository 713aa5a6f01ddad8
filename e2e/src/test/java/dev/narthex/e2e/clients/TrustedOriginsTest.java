package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.next;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which sites may call from a browser, said over HTTP and heard at once.
class TrustedOriginsTest {
    private static final String ORIGINS = "/api/v1/trustedOrigins";
    private static final String ONE = """
            {"name":"Demo SPA","origin":"https://spa.example","scopes":[{"type":"CORS"},{"type":"REDIRECT"}]}""";
    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Optional<String> allowed(String origin) {
        return new Api(idp)
                .preflight("/api/v1/trustedOrigins", origin)
                .headers()
                .firstValue("access-control-allow-origin");
    }

    @Test
    @DisplayName("A9: an origin may call as soon as it is trusted, and no longer than it is")
    void life() {
        assertEquals(Optional.empty(), allowed("https://spa.example"));
        var made = object(200, admin.post(ORIGINS, ONE));
        assertTrue(((String) made.get("id")).startsWith("tos"));
        assertEquals("ACTIVE", made.get("status"));
        assertEquals(List.of(Map.of("type", "CORS"), Map.of("type", "REDIRECT")), made.get("scopes"));
        assertEquals(made.get("createdBy"), made.get("lastUpdatedBy"));
        PublishedSchemas.management("TrustedOrigin", made);
        assertEquals(Optional.of("https://spa.example"), allowed("https://spa.example"));
        assertEquals(Optional.empty(), allowed("http://spa.example"));
        assertEquals(Optional.empty(), allowed("https://spa.example:8443"));
        assertEquals(Optional.empty(), allowed("https://spa.example.evil.example"));

        String path = ORIGINS + "/" + made.get("id");
        assertEquals(made, object(200, admin.get(path)));
        faulty("origin", admin.post(ORIGINS, ONE));
        assertEquals(
                "INACTIVE",
                object(200, admin.post(path + "/lifecycle/deactivate", "")).get("status"));
        assertEquals(Optional.empty(), allowed("https://spa.example"));
        var active = object(200, admin.post(path + "/lifecycle/activate", ""));
        assertTrue(((String) at(active, "_links", "deactivate", "href")).endsWith("/lifecycle/deactivate"));
        assertEquals(Optional.of("https://spa.example"), allowed("https://spa.example"));

        var moved = object(
                200,
                admin.put(path, ONE.replace("spa.example", "new.example").replace(",{\"type\":\"REDIRECT\"}", "")));
        assertEquals(List.of(Map.of("type", "CORS")), moved.get("scopes"));
        assertEquals(Optional.empty(), allowed("https://spa.example"));
        assertEquals(Optional.of("https://new.example"), allowed("https://new.example"));
        assertEquals(204, admin.delete(path).statusCode());
        assertEquals(Optional.empty(), allowed("https://new.example"));
        refused(404, "E0000007", admin.get(path));
        refused(404, "E0000007", admin.delete(path));
        var types = idp.log().stream()
                .map(it -> it.kind().type())
                .filter(it -> it.startsWith("security.trusted_origin"))
                .toList();
        assertEquals(
                List.of("create", "deactivate", "activate", "update", "delete").stream()
                        .map("security.trusted_origin."::concat)
                        .toList(),
                types);
    }

    @ParameterizedTest
    @CsvSource({
        "https://CAPITAL.Example, https://capital.example",
        "https://slash.example/, https://slash.example",
        "https://port.example:443, https://port.example",
        "http://localhost:8080, http://localhost:8080",
    })
    @DisplayName("RFC 6454 §6.2: an origin is kept as browsers write it")
    void written(String given, String kept) {
        var made = object(200, admin.post(ORIGINS, ONE.replace("https://spa.example", given)));
        assertEquals(kept, made.get("origin"));
        assertEquals(Optional.of(kept), allowed(kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.spa.example",
                "https://spa.example/path",
                "https://spa.example?x",
                "https://spa.example#x",
                "https://a@spa.example",
                "https://spa.example.",
                "ftp://spa.example",
                "javascript:alert(1)",
                "spa.example",
                "null",
                "",
            })
    @DisplayName("A9: what is no origin is not trusted")
    void noOrigins(String origin) {
        faulty("origin", admin.post(ORIGINS, ONE.replace("https://spa.example", origin)));
    }

    @ParameterizedTest
    @CsvSource({
        "name, Demo SPA, ''",
        "scopes, CORS, ANY",
        "scopes, '[{\"type\":\"CORS\"},{\"type\":\"REDIRECT\"}]', []",
        "scopes, '[{\"type\":\"CORS\"},{\"type\":\"REDIRECT\"}]', \"CORS\"",
    })
    @DisplayName("Okta: one thing wrong is 400, and the cause names the member")
    void refusals(String member, String good, String bad) {
        faulty(member, admin.post(ORIGINS, ONE.replace(good, bad).replace("spa.example", "refused.example")));
    }

    @Test
    @DisplayName("Okta: the list pages, and knows q and filter")
    void lists() {
        for (String name : List.of("one", "two", "three")) {
            object(200, admin.post(ORIGINS, ONE.replace("spa.example", "list-" + name + ".example")));
        }
        var page = admin.get(ORIGINS + "?q=LIST-&limit=2");
        assertEquals(2, list(page).size());
        page = admin.get(next(page).orElseThrow());
        assertEquals(1, list(page).size());
        assertTrue(next(page).isEmpty());
        assertEquals(
                1,
                list(admin.get(ORIGINS + "?filter=origin%20eq%20%22https://list-two.example%22"))
                        .size());
        assertEquals(
                0,
                list(admin.get(ORIGINS + "?filter=status%20eq%20%22INACTIVE%22"))
                        .size());
        refused(400, "E0000031", admin.get(ORIGINS + "?filter=origin%20co%20%22x%22"));
    }

    @Test
    @DisplayName("A4, Abuse 109: nobody without a credential makes an origin trusted")
    void strangers() {
        refused(401, "E0000011", new Admin(idp, "").post(ORIGINS, ONE));
        refused(401, "E0000011", new Admin(idp, "SSWS x").get(ORIGINS));
    }
}
