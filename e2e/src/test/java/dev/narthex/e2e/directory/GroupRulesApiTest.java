package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Directory.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.log.LogEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of groups, as an administrator's script sees them.
class GroupRulesApiTest {
    private static final String GROUPS = "/api/v1/groups";
    private static final String RULES = GROUPS + "/rules";
    private static TestServer idp;
    private static Admin admin;
    private static Directory directory;
    private static int made;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
        directory = new Directory(admin);
        var type = Map.of("title", "x", "type", "array", "items", Map.of("type", "string"));
        var flag = Map.of("title", "x", "type", "boolean");
        var custom = Map.of("id", "#custom", "type", "object", "properties", Map.of("skills", type, "remote", flag));
        object(200, admin.post("/api/v1/meta/schemas/user/default", Map.of("definitions", Map.of("custom", custom))));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static String group() {
        var profile = Map.of("name", "Group " + made++);
        return (String)
                object(200, admin.post(GROUPS, Map.of("profile", profile))).get("id");
    }

    /// A valid request.
    private static Map<String, Object> body(String expression, String... groupIds) {
        var body = new HashMap<String, Object>();
        body.put("type", "group_rule");
        body.put("name", "Rule " + made++);
        body.put("conditions", Map.of("expression", expression(expression)));
        body.put("actions", Map.of("assignUserToGroups", Map.of("groupIds", List.of(groupIds))));
        return body;
    }

    private static Map<String, Object> expression(String text) {
        return Map.of("value", text, "type", "urn:okta:expression:1.0");
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        var other = new HashMap<>(body);
        other.put(name, value);
        return other;
    }

    private static String created(String expression, String... groupIds) {
        return (String)
                object(200, admin.post(RULES, body(expression, groupIds))).get("id");
    }

    private static String activated(String expression, String... groupIds) {
        String id = created(expression, groupIds);
        turn(id, "activate");
        return id;
    }

    private static void turn(String id, String operation) {
        assertEquals(
                204,
                admin.post(RULES + "/" + id + "/lifecycle/" + operation, "").statusCode());
        idp.placePeople();
    }

    private static String person(String name, Object value) {
        var profile = Directory.profile("person" + made++ + "@example.org");
        profile.put(name, value);
        var body = Map.of("profile", profile, "credentials", Map.of("password", Map.of("value", Fixture.PASSWORD)));
        return (String) object(200, admin.post(USERS, body)).get("id");
    }

    private static Set<Object> members(String group) {
        return list(admin.get(GROUPS + "/" + group + "/users")).stream()
                .map(user -> user.get("id"))
                .collect(Collectors.toSet());
    }

    private static List<LogEvent> logged(String type, String target) {
        return idp.log(type).stream()
                .filter(event -> event.details().targets().stream()
                        .anyMatch(it -> it.id().equals(target)))
                .toList();
    }

    @Test
    @DisplayName("Okta: a rule is made inactive, shown, changed, activated, deactivated and deleted, each on record")
    void life() {
        String group = group();
        var body = body("user.department == \"Sales\"", group);
        var rule = object(200, admin.post(RULES, body));
        PublishedSchemas.management("GroupRule", rule, "allGroupsValid");
        String id = (String) rule.get("id");
        assertTrue(id.startsWith("0pr"), id);
        assertEquals("INACTIVE", rule.get("status"));
        assertEquals("user.department == \"Sales\"", at(rule, "conditions", "expression", "value"));
        assertEquals(List.of(group), at(rule, "actions", "assignUserToGroups", "groupIds"));
        assertEquals(rule, object(200, admin.get(RULES + "/" + id)));
        var named = object(200, admin.get(RULES + "/" + id + "?expand=groupIdToGroupNameMap"));
        PublishedSchemas.management("GroupRule", named, "allGroupsValid");
        assertEquals(
                Set.of(group),
                Admin.members(at(named, "_embedded", "groupIdToGroupNameMap")).keySet());
        var changed = object(200, admin.put(RULES + "/" + id, with(with(rule, "name", "Sellers"), "status", "ACTIVE")));
        assertEquals("Sellers", changed.get("name"));
        assertEquals("INACTIVE", changed.get("status"), "the status has operations of its own");
        turn(id, "activate");
        turn(id, "activate");
        assertEquals("ACTIVE", object(200, admin.get(RULES + "/" + id)).get("status"));
        refused(400, "E0000001", admin.put(RULES + "/" + id, rule));
        turn(id, "deactivate");
        assertEquals(202, admin.delete(RULES + "/" + id).statusCode());
        refused(404, "E0000007", admin.get(RULES + "/" + id));
        refused(404, "E0000007", admin.put(RULES + "/" + id, rule));
        refused(404, "E0000007", admin.delete(RULES + "/" + id));
        refused(404, "E0000007", admin.post(RULES + "/" + id + "/lifecycle/activate", ""));
        refused(404, "E0000007", admin.post(RULES + "/" + id + "/lifecycle/deactivate", ""));
        for (String step : List.of("add", "update", "activate", "deactivate", "delete"))
            assertEquals(1, logged("policy.rule." + step, id).size(), step);
    }

    @Test
    @DisplayName("Okta: rules are listed in pages, and found by a part of the name")
    void lists() {
        String group = group();
        for (int i = 0; i < 5; i++) object(200, admin.post(RULES, with(body("true", group), "name", "Listed " + i)));
        var seen = new ArrayList<Object>();
        Optional<String> next = Optional.of(RULES + "?search=LISTED&limit=2&expand=groupIdToGroupNameMap");
        while (next.isPresent()) {
            var response = admin.get(next.get());
            assertTrue(list(response).size() <= 2);
            list(response).forEach(rule -> {
                PublishedSchemas.management("GroupRule", rule, "allGroupsValid");
                assertTrue(rule.containsKey("_embedded"));
                seen.add(rule.get("name"));
            });
            next = Admin.next(response);
        }
        assertEquals(List.of("Listed 0", "Listed 1", "Listed 2", "Listed 3", "Listed 4"), seen);
    }

    @ParameterizedTest
    @DisplayName("Okta: a rule whose condition is none, or about something that is not there, is refused by name")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.department ==                          => at position
            user.department                             => must come to true or false
            user.shoeSize == 44                         => Invalid property shoeSize in expression
            user['shoeSize'] == 44                      => Invalid property shoeSize in expression
            app.name == 'x'                             => a rule is about 'user'
            Time.now() == 'x'                           => can't depend on the time
            isMemberOfGroup('00gnobody')                => there is no 00gnobody
            Nobody.knows(user.department)               => at position
            """)
    void conditions(String expression, String cause) {
        var causes = refused(400, "E0000001", admin.post(RULES, body(expression, group())));
        assertTrue(causes.getFirst().startsWith("conditions.expression.value: "), causes::toString);
        assertTrue(causes.getFirst().contains(cause), causes::toString);
    }

    @Test
    @DisplayName("Okta: a rule has a name, a group that is there and not built in, and excludes people who are there")
    void validation() {
        var good = body("true", group());
        String everyone =
                (String) list(admin.get(GROUPS + "?q=Everyone")).getFirst().get("id");
        Admin.faulty("name", admin.post(RULES, with(good, "name", " ")));
        Admin.faulty("name", admin.post(RULES, with(good, "name", "x".repeat(51))));
        Admin.faulty("type", admin.post(RULES, with(good, "type", "policy")));
        Admin.faulty("conditions.expression.value", admin.post(RULES, with(good, "conditions", Map.of())));
        var other = Map.of("value", "true", "type", "urn:okta:expression:2.0");
        Admin.faulty(
                "conditions.expression.type", admin.post(RULES, with(good, "conditions", Map.of("expression", other))));
        String ids = "actions.assignUserToGroups.groupIds";
        Admin.faulty(ids, admin.post(RULES, with(good, "actions", Map.of())));
        Admin.faulty(ids, admin.post(RULES, body("true")));
        Admin.faulty(ids, admin.post(RULES, body("true", "00gnobody")));
        Admin.faulty(ids, admin.post(RULES, body("true", everyone)));
        for (String kind : List.of("users", "groups")) {
            var people = Map.of(kind, Map.of("exclude", List.of("nobody")));
            var conditions = Map.of("expression", expression("true"), "people", people);
            Admin.faulty(
                    "conditions.people." + kind + ".exclude", admin.post(RULES, with(good, "conditions", conditions)));
        }
        var rule = object(200, admin.post(RULES, good));
        assertEquals(
                List.of("name: Policy rule name already in use"), refused(400, "E0000001", admin.post(RULES, good)));
        var moved = with(rule, "actions", body("true", group()).get("actions"));
        Admin.faulty("actions", admin.put(RULES + "/" + rule.get("id"), moved));
    }

    @Test
    @DisplayName(
            "Okta: people come into a group as they are made, change or begin, and leave it when they match no more")
    void follows() {
        String group = group();
        String there = person("department", "Sales");
        String rule = activated("user.department == \"Sales\"", group);
        assertEquals(Set.of(there), members(group));
        String newcomer = person("department", "Sales");
        assertEquals(Set.of(there, newcomer), members(group));
        object(200, admin.post(USERS + "/" + there, Map.of("profile", Map.of("department", "Research"))));
        assertEquals(Set.of(newcomer), members(group));
        var event = logged("group.user_membership.add", newcomer).getFirst();
        assertEquals("SystemPrincipal", event.actor().type());
        assertEquals(rule, event.details().debug().get("triggeredByGroupRuleId"));
        assertEquals(1, logged("group.user_membership.remove", there).size());
        var end = logged("group.user_membership.rule.evaluation", rule).getFirst();
        assertEquals("1", end.details().debug().get("memberships"));
    }

    @Test
    @DisplayName("Okta: whoever is not active yet is put into groups when they begin")
    void begins() {
        String group = group();
        activated("user.department == \"Beginners\"", group);
        var profile = Directory.profile("begins@example.org");
        profile.put("department", "Beginners");
        String id = (String) object(
                        200,
                        admin.post(
                                USERS + "?activate=false",
                                Directory.withPassword("begins@example.org", Fixture.PASSWORD)))
                .get("id");
        object(200, admin.post(USERS + "/" + id, Map.of("profile", Map.of("department", "Beginners"))));
        assertEquals(Set.of(), members(group));
        assertEquals(
                200,
                admin.post(USERS + "/" + id + "/lifecycle/activate?sendEmail=false", "")
                        .statusCode());
        assertEquals(Set.of(id), members(group));
    }

    @ParameterizedTest
    @DisplayName("Okta: conditions know attributes of all kinds, functions and groups")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Arrays.contains(user.skills, 'go')                                       => true
            Arrays.contains(user.skills, 'cobol')                                    => false
            user.remote                                                              => true
            NOT user.remote                                                          => false
            String.startsWith(user.login, 'person') AND user.remote == true          => true
            String.stringContains(user.email, '@example.com')                        => false
            Convert.toInt(user.costCenter) >= 40                                     => true
            Convert.toInt(user.title) >= 40                                          => false
            user.costCenter == '42' OR user.missing == 'x'                           => true
            String.len(user.title) == 8 && isMemberOfGroupName('Everyone')           => true
            isMemberOfGroupNameStartsWith('Every')                                   => true
            isMemberOfGroupNameContains('nobody')                                    => false
            isMemberOfGroupNameRegex('E.*e')                                         => true
            user.nickName == null                                                    => true
            """)
    void language(String condition, boolean holds) {
        String group = group();
        String expression = condition.replace("user.missing", "user.displayName");
        String id = activated(expression, group);
        var profile = Directory.profile("person" + made++ + "@example.org");
        profile.putAll(
                Map.of("skills", List.of("go", "java"), "remote", true, "costCenter", "42", "title", "Engineer"));
        var body = Map.of("profile", profile, "credentials", Map.of("password", Map.of("value", Fixture.PASSWORD)));
        var person = object(200, admin.post(USERS, body)).get("id");
        assertEquals(holds, members(group).contains(person), condition);
        admin.delete(RULES + "/" + id);
        idp.placePeople();
    }

    @Test
    @DisplayName("Okta: who is taken out by hand is excluded from the rule, and the rule says so")
    void excluded() {
        String group = group();
        String person = person("department", "Excluded");
        String rule = activated("user.department == \"Excluded\"", group);
        assertEquals(
                204, admin.delete(GROUPS + "/" + group + "/users/" + person).statusCode());
        assertEquals(Set.of(), members(group));
        var shown = object(200, admin.get(RULES + "/" + rule));
        assertEquals(List.of(person), at(shown, "conditions", "people", "users", "exclude"));
        assertEquals(
                1, logged("group.user_membership.rule.add_exclusion", person).size());
        object(200, admin.post(USERS + "/" + person, Map.of("profile", Map.of("nickName", "x"))));
        assertEquals(Set.of(), members(group), "not put back");
        turn(rule, "deactivate");
        var again = with(shown, "conditions", Map.of("expression", at(shown, "conditions", "expression")));
        object(200, admin.put(RULES + "/" + rule, again));
        turn(rule, "activate");
        assertEquals(Set.of(person), members(group));
    }

    @Test
    @DisplayName("Okta: people.users.exclude and people.groups.exclude keep people out")
    void except() {
        String group = group();
        String outsiders = group();
        String one = person("department", "Excepted");
        String other = person("department", "Excepted");
        String third = person("department", "Excepted");
        admin.put(GROUPS + "/" + outsiders + "/users/" + other, "");
        var people = Map.of("users", Map.of("exclude", List.of(one)), "groups", Map.of("exclude", List.of(outsiders)));
        var conditions = Map.of("expression", expression("user.department == \"Excepted\""), "people", people);
        var rule = object(200, admin.post(RULES, with(body("true", group), "conditions", conditions)));
        PublishedSchemas.management("GroupRule", rule, "allGroupsValid");
        turn((String) rule.get("id"), "activate");
        assertEquals(Set.of(third), members(group));
        admin.delete(GROUPS + "/" + outsiders + "/users/" + other);
        assertEquals(Set.of(other, third), members(group), "asked again when groups change by hand");
    }

    @ParameterizedTest
    @DisplayName("Okta: deleted with removeUsers a rule takes away what it gave; without, everybody stays")
    @ValueSource(booleans = {true, false})
    void deleted(boolean removeUsers) {
        String group = group();
        String byRule = person("department", "Leaving " + removeUsers);
        String byHand = person("department", "Elsewhere");
        admin.put(GROUPS + "/" + group + "/users/" + byHand, "");
        String rule = activated("user.department == \"Leaving " + removeUsers + "\"", group);
        assertEquals(
                202,
                admin.delete(RULES + "/" + rule + "?removeUsers=" + removeUsers).statusCode());
        idp.placePeople();
        assertEquals(removeUsers ? Set.of(byHand) : Set.of(byHand, byRule), members(group));
    }

    @Test
    @DisplayName("Okta: a rule whose group is deleted is INVALID, for a reason on record, and takes no more orders")
    void invalid() {
        String group = group();
        String rule = activated("user.department == \"Nowhere\"", group);
        assertEquals(204, admin.delete(GROUPS + "/" + group).statusCode());
        var shown = object(200, admin.get(RULES + "/" + rule + "?expand=groupIdToGroupNameMap"));
        assertEquals("INVALID", shown.get("status"));
        assertEquals(false, shown.get("allGroupsValid"));
        assertEquals(Map.of(), at(shown, "_embedded", "groupIdToGroupNameMap"));
        assertTrue(logged("group.user_membership.rule.invalidate", rule)
                .getFirst()
                .details()
                .debug()
                .get("reason")
                .contains(group));
        for (String operation : List.of("activate", "deactivate"))
            assertEquals(
                    List.of("Cannot activate or deactivate a Group Rule with the status INVALID."),
                    refused(400, "E0000001", admin.post(RULES + "/" + rule + "/lifecycle/" + operation, "")));
        object(200, admin.post(USERS, Directory.withPassword("nowhere@example.org", Fixture.PASSWORD)));
        assertEquals(202, admin.delete(RULES + "/" + rule).statusCode());
    }

    @Test
    @DisplayName("Abuse 97: a rule that takes back its own ground comes to an end, and gives nothing")
    void restless() {
        String group = group();
        String rule = activated("!isMemberOfGroup('" + group + "')", group);
        String person = person("department", "Restless");
        assertFalse(members(group).contains(person));
        admin.delete(RULES + "/" + rule + "?removeUsers=true");
        idp.placePeople();
    }

    @Test
    @DisplayName("Okta: rules are read and managed by the scopes of groups")
    void scopes() {
        var stranger = new Admin(idp, "");
        refused(401, "E0000011", stranger.get(RULES));
        refused(401, "E0000011", stranger.post(RULES, body("true", group())));
    }

    @Test
    @DisplayName("Okta: an attribute that is taken out of the schema decides nothing any more")
    void forgotten() {
        String path = "/api/v1/meta/schemas/user/default";
        var hat = Map.of("title", "Hat", "type", "string");
        object(200, admin.post(path, custom("hat", hat)));
        String group = group();
        String person = person("hat", "bowler");
        activated("user.hat == 'bowler'", group);
        assertEquals(Set.of(person), members(group));
        object(200, admin.post(path, custom("hat", null)));
        idp.deliver();
        idp.placePeople();
        assertEquals(Set.of(), members(group));
    }

    private static Map<String, Object> custom(String name, Object definition) {
        var properties = new HashMap<String, Object>();
        properties.put(name, definition);
        return Map.of(
                "definitions", Map.of("custom", Map.of("id", "#custom", "type", "object", "properties", properties)));
    }
}
