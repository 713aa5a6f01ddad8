package dev.narthex.server.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.server.seed.Seed.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A seed file")
final class SeedTest {
    private static final String WHOLE = """
            groups:
              - name: Readers
                description: Read books
            users:
              - login: ada@example.org
                firstName: Ada
                lastName: Byron
                password: correct horse
                groups: [Readers]
                profile: {department: Engines, employeeNumber: '007', floor: 3, remote: true, langs: [en, fr]}
              - login: bob
                email: bob@example.org
                status: SUSPENDED
                passwordHash: {algorithm: BCRYPT, workFactor: 10, salt: N9qo8uLOickgx2ZMRZoMye, value: IjZAgcfl7p92ldGxad68LJZdL17lhWy}
              - login: eve@example.org
            apps:
              - clientId: books-spa
                label: Books
                redirectUris: http://localhost:8081/callback
                grantTypes: [implicit]
                responseTypes: [id_token, token]
                consent: required
                termsUri: http://localhost:8081/terms
                assignedTo: {groups: [Readers]}
            authorizationServers:
              - id: books
                audience: api://books
                signingAlgorithm: ES256
                scopes:
                  - {name: books.read, displayName: Read your books, consent: REQUIRED, default: true}
                claims:
                  - {name: groups, valueType: GROUPS, groupFilter: STARTS_WITH, value: Read, token: id}
                policies:
                  - name: Everyone
                    rules:
                      - {name: Short, grantTypes: [implicit], accessTokenMinutes: 10}
            trustedOrigins:
              - {origin: 'http://localhost:8081', scopes: [CORS, REDIRECT]}
            """;

    @TempDir
    Path folder;

    private SeedResult parse(String content) throws IOException {
        return Seed.parse(Files.writeString(folder.resolve("seed.yaml"), content));
    }

    private Seed usable(String content) throws IOException {
        var result = parse(content);
        return assertInstanceOf(SeedResult.Usable.class, result, result::toString)
                .seed();
    }

    private List<String> problems(String content) throws IOException {
        return assertInstanceOf(SeedResult.Unusable.class, parse(content)).problems();
    }

    @Test
    @DisplayName("gives users with a password, a hash or none, and what YAML knows of their profile")
    void users() throws IOException {
        var users = usable(WHOLE).users();
        var ada = users.getFirst();
        assertEquals(new Credential.Password("correct horse"), ada.credential());
        assertEquals("ACTIVE", ada.status());
        assertEquals(List.of("Readers"), ada.groups());
        assertEquals(
                Map.of(
                        "login",
                        "ada@example.org",
                        "email",
                        "ada@example.org",
                        "firstName",
                        "Ada",
                        "lastName",
                        "Byron",
                        "department",
                        "Engines",
                        "employeeNumber",
                        "007",
                        "floor",
                        3L,
                        "remote",
                        true,
                        "langs",
                        List.of("en", "fr")),
                ada.profile());
        var bob = users.get(1);
        assertEquals("SUSPENDED", bob.status());
        assertInstanceOf(Credential.Hash.class, bob.credential());
        assertEquals(new Credential.None(), users.getLast().credential());
        assertEquals("PROVISIONED", users.getLast().status());
        assertFalse(usable(WHOLE).toString().contains("correct horse"));
    }

    @Test
    @DisplayName("gives apps; one text counts as a list of it")
    void apps() throws IOException {
        var app = usable(WHOLE).apps().getFirst();
        assertEquals("books-spa", app.clientId());
        assertEquals("browser", app.type());
        assertEquals(List.of("http://localhost:8081/callback"), app.redirectUris());
        assertTrue(app.consentRequired());
        assertEquals(Map.of("tos_uri", "http://localhost:8081/terms"), app.settings());
        assertEquals(new Seed.Assignment(false, List.of(), List.of("Readers")), app.assignment());
    }

    @Test
    @DisplayName("gives authorization servers with scopes, claims, policies and rules, and trusted origins")
    void servers() throws IOException {
        var seed = usable(WHOLE);
        var server = seed.authorizationServers().getFirst();
        assertEquals("books", server.name());
        assertEquals("ES256", server.signingAlgorithm());
        assertEquals("REQUIRED", server.scopes().getFirst().consent());
        assertTrue(server.scopes().getFirst().byDefault());
        assertEquals("STARTS_WITH", server.claims().getFirst().groupFilter().orElseThrow());
        var policy = server.policies().getFirst();
        assertEquals(List.of("ALL_CLIENTS"), policy.clients());
        assertEquals(OptionalInt.of(10), policy.rules().getFirst().lifetimes().accessToken());
        assertEquals(List.of("*"), policy.rules().getFirst().scopes());
        assertEquals(
                new Seed.TrustedOrigin("http://localhost:8081", "http://localhost:8081", List.of("CORS", "REDIRECT")),
                seed.trustedOrigins().getFirst());
    }

    @Test
    @DisplayName("may be empty")
    void empty() throws IOException {
        assertTrue(usable("# nothing yet\n").users().isEmpty());
    }

    @ParameterizedTest
    @DisplayName("with one thing wrong is refused with its line, its place and what is allowed")
    @CsvSource(delimiter = '|', textBlock = """
            lastName: Byron      | surname: Byron       | line 7, users[0].surname: is not known here. Allowed are
            lastName: Byron      | lastname: Byron      | Did you mean 'lastName'?
            login: ada@example.org | login: ada         | line 5, users[0]: needs 'email'
            status: SUSPENDED    | status: SLEEPING     | line 13, users[1].status: is 'SLEEPING': give one of ACTIVE
            workFactor: 10       | workFactor: ten      | line 14, users[1].passwordHash: workFactor
            BCRYPT,              | ROT13,               | line 14, users[1].passwordHash: algorithm
            password: correct horse | password:         | line 8, users[0].password: is empty
            login: bob           | login: ada@example.org | users: holds 'ada@example.org' twice
            clientId: books-spa  | clientId: spa        | apps[0].clientId: is not 6 to 100
            http://localhost:8081/callback | 'https://*.example/cb' | apps[0].redirectUris: holds 'https://*.example/cb', which must not hold a wildcard
            http://localhost:8081/callback | com.example:/cb | which has a scheme that only a native app may have
            [id_token, token]    | [code]               | apps[0].grantTypes: implicit goes with
            [id_token, token]    | [tokens]             | apps[0].responseTypes: holds 'tokens': allowed are token
            consent: required    | consent: yes         | apps[0].consent: is 'yes': give one of trusted, required
            {groups: [Readers]}  | Readers              | apps[0].assignedTo: must be a mapping
            audience: api://books | name: Books         | authorizationServers[0]: needs 'audience'
            accessTokenMinutes: 10 | accessTokenMinutes: 2 | rules[0].accessTokenMinutes: is '2': give a whole number
            groupFilter: STARTS_WITH, | x: 1,           | claims[0]: needs 'groupFilter'
            groupFilter: STARTS_WITH, value: Read | groupFilter: REGEX, value: 'R(ead' | claims[0].value: is no pattern, at position 1: '(' without ')'
            valueType: GROUPS, groupFilter: STARTS_WITH, value: Read | value: user.name = 1 | claims[0].value: is no expression, at position 10: there is no assignment
            valueType: GROUPS, groupFilter: STARTS_WITH, value: Read | value: '' | claims[0].value: is no expression, at position 0: a value is needed
            name: groups         | name: sub            | claims[0].name: is 'sub', which means something to the protocol
            [CORS, REDIRECT]     | [{a: b}]             | trustedOrigins[0].scopes: must be one value
            groups:              | group:               | line 1, group: is not known here. Did you mean 'groups'?
            'description: Read books' | name: Again     | line 3, groups[0].name: is there twice
            - name: Readers      | name: Readers        | is not YAML
            """)
    void oneThingWrong(String right, String wrong, String problem) throws IOException {
        var problems = problems(WHOLE.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertTrue(problems.stream().anyMatch(each -> each.contains(problem)), problems::toString);
    }

    @Test
    @DisplayName("with several things wrong names them all")
    void severalThingsWrong() throws IOException {
        var problems = problems(WHOLE.replace("consent: required", "consent: maybe")
                .replace("status: SUSPENDED", "statsu: SUSPENDED")
                .replace("ES256", "HS256"));
        assertEquals(3, problems.size(), problems::toString);
    }

    @Test
    @DisplayName("that is not there, is no mapping, or refers to itself without end is refused")
    void noSeed() throws IOException {
        assertInstanceOf(SeedResult.Unusable.class, Seed.parse(folder.resolve("none.yaml")));
        assertTrue(problems("- users").getFirst().contains("line 1 must be a mapping"));
        assertFalse(problems("users: &a [*a]").isEmpty());
        assertFalse(problems("a: &a [x, x]\nb: &b [*a, *a]\nusers: [*b]").isEmpty());
    }

    private static final String WEB = """
            apps:
              - clientId: books-web
                label: Books
                type: web
                grantTypes: [authorization_code]
                responseTypes: [code]
            """;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String KEY =
            "{kty: OKP, crv: Ed25519, kid: k1, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}";

    private Seed.ClientAuthentication authentication(String more) throws IOException {
        return usable(WEB + more.indent(4)).apps().getFirst().authentication();
    }

    @Test
    @DisplayName("gives apps with one secret or two, or with keys")
    void clientAuthentication() throws IOException {
        var secret = authentication("clientSecret: " + SECRET);
        assertEquals("client_secret_basic", secret.method());
        assertEquals(List.of(SECRET), secret.secrets());
        assertFalse(secret.toString().contains(SECRET));
        var two = authentication(
                "clientAuthentication: client_secret_post\nclientSecret: [" + SECRET + ", x" + SECRET + "]");
        assertEquals("client_secret_post", two.method());
        assertEquals(2, two.secrets().size());
        var keys = authentication("jwks: {keys: [" + KEY + "]}\npkceRequired: true");
        assertEquals("private_key_jwt", keys.method());
        assertEquals("k1", keys.keys().getFirst().keyId());
        assertTrue(keys.pkceRequired());
        assertEquals("none", authentication("clientAuthentication: none").method());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientSecret: short",
                "clientSecret: [SECRET, SECRET, SECRET]",
                "clientAuthentication: none\nclientSecret: SECRET",
                "clientAuthentication: client_secret_post",
                "clientAuthentication: private_key_jwt",
                "clientAuthentication: magic",
                "clientSecret: SECRET\njwks: {keys: [KEY]}",
                "jwks: {keys: []}",
                "jwks: {keys: [{kty: OKP, kid: k1}]}",
                "jwks: {keys: [{kty: oct, kid: k1, k: AAAA}]}",
                "jwks: {key: [KEY]}",
                "jwksUri: [a, b]",
                "jwksUri: keys.json",
                "jwksUri: 'https://app.example.org/keys'\njwks: {keys: [KEY]}",
                "jwksUri: 'https://app.example.org/keys'\nclientSecret: SECRET",
                "grants: [okta.users.read]"
            })
    @DisplayName("refuses secrets and keys that prove nothing")
    void uselessAuthentication(String more) throws IOException {
        var text = more.replace("SECRET", SECRET).replace("KEY", KEY);
        var problems = problems(WEB + text.indent(4));
        assertFalse(problems.isEmpty());
        assertFalse(problems.toString().contains(SECRET));
    }
}
