package dev.narthex.e2e.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.users.Login;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Hashes that other tools made, from a file or by the Users API to a sign-in. They are those of `hashes.json` in core,
/// made by `make-hashes.py` beside it: crypt(3) of libxcrypt, the argon2 command, OpenSSL through Python and Node.
final class PasswordsFromElsewhereTest {
    private static final Path FIXTURES =
            Path.of("..", "core", "src", "test", "resources", "dev", "narthex", "password", "hashes.json");

    private final TestServer server = TestServer.fresh();
    private final Admin admin = new Admin(server);

    /// One person: what `credentials.password` says, and the password itself.
    private record Person(String kind, Map<String, Object> credential, String password) {}

    @AfterEach
    void close() {
        server.close();
    }

    private static List<Person> people() throws IOException {
        var file = Json.readObject(Files.readAllBytes(FIXTURES));
        var people = new ArrayList<Person>();
        for (var each : all(file, "text")) people.add(person(each, "encoded", each.get("hash")));
        for (var each : all(file, "members")) people.add(person(each, "hash", each.get("hash")));
        for (var each : all(file, "aspNetIdentity")) people.add(person(each, "aspNetIdentity", each.get("hash")));
        for (var each : all(file, "longBcrypt")) people.add(person(each, "encoded", each.get("hash")));
        for (var each : all(file, "keycloak")) people.add(person(each, "keycloak", without(each)));
        for (var each : all(file, "firebase")) {
            var user = new HashMap<>(Admin.members(file.get("firebaseProject")));
            user.putAll(without(each));
            people.add(person(each, "firebase", user));
        }
        return people;
    }

    private static List<Map<String, Object>> all(Map<String, Object> file, String kind) {
        return ((List<?>) file.get(kind)).stream().map(Admin::members).toList();
    }

    private static Map<String, Object> without(Map<String, Object> sample) {
        var rest = new HashMap<>(sample);
        rest.remove("password");
        return rest;
    }

    private static Person person(Map<String, Object> sample, String kind, Object value) {
        Object name = value instanceof Map<?, ?> map ? map.get("algorithm") : sample.get("name");
        return new Person(
                name == null ? kind : kind + " " + name, Map.of(kind, value), (String) sample.get("password"));
    }

    private static String login(String from, int number) {
        return from + number + "@example.org";
    }

    private static Map<String, Object> user(String login, Person person) {
        return Map.of("profile", Directory.profile(login), "credentials", Map.of("password", person.credential()));
    }

    private void signIn(String login, Person person) {
        var api = new Admin(server, "");
        // crypt(3) itself looks at 72 bytes only: until the first sign-in, what follows them is not known here either.
        boolean cut = person.password().getBytes(StandardCharsets.UTF_8).length >= 72;
        var longer = Map.of("username", login, "password", person.password() + "x");
        if (!cut) assertEquals(401, api.post("/api/v1/authn", longer).statusCode(), person.kind());
        var right = api.post("/api/v1/authn", Map.of("username", login, "password", person.password()));
        assertEquals(200, right.statusCode(), person.kind() + " of " + person.password() + ": " + right.body());
        var after = api.post("/api/v1/authn", longer);
        assertEquals(401, after.statusCode(), "after the first sign-in all bytes count: " + person.kind());
        var user = server.storage.users().byLogin(Login.of(login)).orElseThrow();
        String stored = server.storage.users().password(user.id()).orElseThrow().encoded();
        assertTrue(stored.startsWith("$argon2id$v=19$m=1024,t=1,p=1$"), "hashed anew: " + person.kind());
    }

    @Test
    @DisplayName("Abuse 82: each kind of hash comes from a file, lets its owner in once, and is hashed anew then")
    void fromFile() throws IOException {
        var people = people();
        var lines = new ArrayList<String>();
        for (int i = 0; i < people.size(); i++) lines.add(Json.text(user(login("file", i), people.get(i))));
        post("jsonl", String.join("\n", lines), people.size());
        for (int i = 0; i < people.size(); i++) signIn(login("file", i), people.get(i));
    }

    @Test
    @DisplayName("Abuse 82: each kind of hash comes by the Users API, lets its owner in once, and is hashed anew then")
    void byApi() throws IOException {
        var people = people();
        for (int i = 0; i < people.size(); i++) {
            var answer = admin.post(Directory.USERS, user(login("api", i), people.get(i)));
            assertEquals(200, answer.statusCode(), people.get(i).kind() + ": " + answer.body());
            assertFalse(answer.body().contains("$"), "no hash is shown");
            signIn(login("api", i), people.get(i));
        }
    }

    @Test
    @DisplayName("A table, an export of Auth0 and one of Keycloak bring their hashes to a sign-in, too")
    void otherFormats() throws IOException {
        var people = people();
        var bcrypt = named(people, "encoded bcrypt 2b");
        var asp = named(people, "aspNetIdentity");
        var keycloak = named(people, "keycloak");
        post(
                "csv",
                "login,email,firstName,lastName,passwordHash,passwordAspNetIdentity\n"
                        + "c1@example.org,c1@example.org,A,B,"
                        + bcrypt.credential().get("encoded") + ",\n"
                        + "c2@example.org,c2@example.org,A,B,,"
                        + asp.credential().get("aspNetIdentity") + "\n",
                2);
        post(
                "auth0",
                Json.text(Map.of(
                        "email",
                        "a1@example.org",
                        "given_name",
                        "A",
                        "family_name",
                        "B",
                        "email_verified",
                        true,
                        "passwordHash",
                        bcrypt.credential().get("encoded"))),
                1);
        var credential = new HashMap<>(Admin.members(keycloak.credential().get("keycloak")));
        credential.put("type", "password");
        post(
                "keycloak",
                Json.text(Map.of(
                        "users",
                        List.of(Map.of(
                                "username",
                                "k1@example.org",
                                "email",
                                "k1@example.org",
                                "firstName",
                                "A",
                                "lastName",
                                "B",
                                "enabled",
                                true,
                                "credentials",
                                List.of(credential))))),
                1);
        signIn("c1@example.org", bcrypt);
        signIn("c2@example.org", asp);
        signIn("a1@example.org", bcrypt);
        signIn("k1@example.org", keycloak);
    }

    @Test
    @DisplayName("Abuse 112: a hash that is not what it says, or that two kinds could be, is refused, never guessed")
    void confusion() throws IOException {
        var file = Json.readObject(Files.readAllBytes(FIXTURES));
        var md5 = all(file, "members").stream()
                .map(each -> Admin.members(each.get("hash")))
                .filter(hash -> hash.get("algorithm").equals("MD5"))
                .findFirst()
                .orElseThrow();
        String md5Value = (String) md5.get("value");
        String asp = (String) all(file, "aspNetIdentity").getFirst().get("hash");
        String bcrypt = (String) all(file, "text").getFirst().get("hash");
        var wrong = List.<Map<String, Object>>of(
                Map.of("hash", Map.of("algorithm", "BCRYPT", "workFactor", 5, "salt", "", "value", md5Value)),
                Map.of("hash", Map.of("algorithm", "MD5", "value", bcrypt)),
                Map.of("hash", Map.of("algorithm", "SHA-1", "value", md5Value)),
                Map.of("hash", Map.of("algorithm", "SHA-256", "value", md5Value)),
                // Thirty-two hexadecimal digits: MD5, NTLM, LM …; Base64 of ASP.NET, of a digest, of anything.
                Map.of("encoded", "5f4dcc3b5aa765d61d8327deb882cf99"),
                Map.of("encoded", md5Value),
                Map.of("encoded", asp),
                Map.of("encoded", "{MD5}" + md5Value + md5Value),
                Map.of("encoded", "{SSHA}" + md5Value),
                Map.of("encoded", "$1$salt$hash"),
                Map.of("encoded", bcrypt.replace("$2a$", "$2x$")),
                Map.of("aspNetIdentity", md5Value),
                Map.of("encoded", bcrypt, "value", "Correct-Horse-1"),
                Map.of("encoded", bcrypt, "hash", md5));
        String lines = wrong.stream()
                .map(credential -> Json.text(user(login("w", credential.hashCode()), new Person("", credential, ""))))
                .collect(Collectors.joining("\n"));
        var job = post("jsonl", lines, 0);
        assertEquals(wrong.size(), Admin.<Integer>at(job, "rows", "refused"));
        String report =
                admin.get("/api/v1/imports/" + job.get("id") + "/refused").body();
        assertFalse(report.contains(md5Value) || report.contains(bcrypt), "no hash is repeated");
        for (var credential : wrong) {
            Admin.refused(
                    400,
                    "E0000001",
                    admin.post(Directory.USERS, user("x@example.org", new Person("", credential, ""))));
        }
    }

    private static Person named(List<Person> people, String kind) {
        return people.stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> post(String format, String file, int expected) {
        var request = server.browser()
                .request("/api/v1/imports/users?format=" + format)
                .header("Authorization", "SSWS " + TestServer.API_TOKEN)
                .POST(BodyPublishers.ofString(file));
        var made = Admin.object(202, server.browser().send(request));
        server.bringIn(() -> true);
        var job = Admin.object(200, admin.get("/api/v1/imports/" + made.get("id")));
        String report =
                admin.get("/api/v1/imports/" + made.get("id") + "/refused").body();
        assertEquals(expected, Admin.<Integer>at(job, "rows", "created"), report);
        return job;
    }
}
