package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Directory.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who administers the org, by API.
class UserRolesTest {
    private static TestServer idp;
    private static Admin admin;
    private static String path;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        path = USERS + "/" + new Directory(admin).created("iris@example.org").get("id") + "/roles";
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @Test
    @DisplayName("Okta: a role is given once, seen, and taken")
    void roles() {
        var given = object(201, admin.post(path, Map.of("type", "USER_ADMIN")));
        PublishedSchemas.management("StandardRole", given);
        assertEquals("USER_ADMIN", given.get("type"));
        assertEquals(List.of(given), Admin.list(admin.get(path)));
        String own = path + "/" + given.get("id");
        assertEquals(given, object(200, admin.get(own)));
        refused(409, "E0000090", admin.post(path, Map.of("type", "USER_ADMIN")));
        assertEquals(204, admin.delete(own).statusCode());
        refused(404, "E0000007", admin.delete(own));
        refused(404, "E0000007", admin.get(own));
        assertEquals("[]", admin.get(path).body());
    }

    @Test
    @DisplayName("A role that is not there is refused by name, and so is a person who is not")
    void unknown() {
        refused(400, "E0000001", admin.post(path, Map.of("type", "APP_ADMIN")));
        refused(400, "E0000001", admin.post(path, Map.of()));
        refused(404, "E0000007", admin.post(USERS + "/nobody/roles", Map.of("type", "USER_ADMIN")));
    }
}
