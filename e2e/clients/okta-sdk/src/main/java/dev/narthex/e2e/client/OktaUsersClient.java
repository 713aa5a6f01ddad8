package dev.narthex.e2e.client;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.client.Clients;
import com.okta.sdk.helper.PaginationUtil;
import com.okta.sdk.resource.api.GroupApi;
import com.okta.sdk.resource.api.SchemaApi;
import com.okta.sdk.resource.api.UserApi;
import com.okta.sdk.resource.api.UserCredApi;
import com.okta.sdk.resource.api.UserLifecycleApi;
import com.okta.sdk.resource.api.UserResourcesApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.AddGroupRequest;
import com.okta.sdk.resource.model.CreateUserRequest;
import com.okta.sdk.resource.model.OktaUserGroupProfile;
import com.okta.sdk.resource.model.PasswordCredential;
import com.okta.sdk.resource.model.PasswordCredentialHash;
import com.okta.sdk.resource.model.PasswordCredentialHashAlgorithm;
import com.okta.sdk.resource.model.UpdateUserRequest;
import com.okta.sdk.resource.model.User;
import com.okta.sdk.resource.model.UserCredentials;
import com.okta.sdk.resource.model.UserProfile;
import com.okta.sdk.resource.model.UserSchema;
import com.okta.sdk.resource.model.UserSchemaAttribute;
import com.okta.sdk.resource.model.UserSchemaAttributeType;
import com.okta.sdk.resource.model.UserSchemaDefinitions;
import com.okta.sdk.resource.model.UserSchemaPublic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// Administers people and groups as long as lines come in, a command each. It answers a line each: `verified` and what
/// it got, or `refused` and why.
///
/// Its arguments are the org's address and an API token.
public final class OktaUsersClient {
    private final ApiClient client;
    private final UserApi users;
    private final UserLifecycleApi lifecycle;
    private final GroupApi groups;

    private OktaUsersClient(String orgUrl, String token) {
        client = Clients.builder()
                .setOrgUrl(orgUrl)
                .setClientCredentials(new TokenClientCredentials(token))
                .build();
        users = new UserApi(client);
        lifecycle = new UserLifecycleApi(client);
        groups = new GroupApi(client);
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        var program = new OktaUsersClient(arguments[0], arguments[1]);
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(program.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        try {
            return "verified " + obey(words);
        } catch (ApiException e) {
            return "refused " + e.getCode() + " "
                    + String.valueOf(e.getResponseBody()).replace("\n", " ");
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "create" -> text(users.createUser(newcomer(words[1], words[2]), true, null, null));
            case "crowd" -> crowd(Integer.parseInt(words[1]));
            case "status" -> String.valueOf(users.getUser(words[1], null, null).getStatus());
            case "rename" -> text(renamed(words[1], words[2]));
            case "pages" -> pages(Integer.parseInt(words[1]));
            case "search" -> search(words[1]);
            case "group" -> group(words[1], words[2]);
            case "attribute" -> attribute(words[1]);
            case "drop" -> drop(words[1]);
            case "hashed" -> hashed(words);
            case "give" -> give(words[1], words[2], words[3]);
            case "delete" -> nothing(() -> users.deleteUser(words[1], false, null));
            default -> moved(words[0], words[1]);
        };
    }

    private String moved(String operation, String id) {
        switch (operation) {
            case "activate" -> lifecycle.activateUser(id, false);
            case "reactivate" -> lifecycle.reactivateUser(id, false);
            case "suspend" -> lifecycle.suspendUser(id);
            case "unsuspend" -> lifecycle.unsuspendUser(id);
            case "unlock" -> lifecycle.unlockUser(id);
            case "deactivate" -> lifecycle.deactivateUser(id, false, null);
            case "expire" -> new UserCredApi(client).expirePassword(id);
            case "reset" -> new UserCredApi(client).resetPassword(id, false, false);
            default -> throw new IllegalArgumentException(operation);
        }
        return String.valueOf(users.getUser(id, null, null).getStatus());
    }

    private static UserSchema custom(String name, UserSchemaAttribute attribute) {
        var properties = new HashMap<String, UserSchemaAttribute>();
        properties.put(name, attribute);
        var custom = new UserSchemaPublic();
        custom.setProperties(properties);
        var definitions = new UserSchemaDefinitions();
        definitions.setCustom(custom);
        var schema = new UserSchema();
        schema.setDefinitions(definitions);
        return schema;
    }

    private String attribute(String name) {
        var attribute = new UserSchemaAttribute();
        attribute.setTitle("Made by the SDK");
        attribute.setType(UserSchemaAttributeType.STRING);
        attribute.setPattern("[A-Z][0-9]+");
        attribute.setUnique("UNIQUE_VALIDATED");
        var api = new SchemaApi(client);
        api.updateUserProfile("default", custom(name, attribute));
        var made = api.getUserSchema("default")
                .getDefinitions()
                .getCustom()
                .getProperties()
                .get(name);
        return made.getType() + " " + made.getUnique() + " " + made.getPattern();
    }

    private String drop(String name) {
        var schema = new SchemaApi(client).updateUserProfile("default", custom(name, null));
        var properties = schema.getDefinitions().getCustom().getProperties();
        return properties.containsKey(name) ? "still there" : "done";
    }

    private static UserProfile with(UserProfile profile, String name, String value) {
        profile.setAdditionalProperties(new HashMap<>(Map.of(name, value)));
        return profile;
    }

    private String hashed(String[] words) {
        var hash = new PasswordCredentialHash();
        hash.setAlgorithm(PasswordCredentialHashAlgorithm.SHA_256);
        hash.setSalt(words[2]);
        hash.setSaltOrder("PREFIX");
        hash.setValue(words[3]);
        var secret = new PasswordCredential();
        secret.setHash(hash);
        var credentials = new UserCredentials();
        credentials.setPassword(secret);
        var request = new CreateUserRequest();
        request.setProfile(with(profile(words[1]), words[4], words[5]));
        request.setCredentials(credentials);
        var user = users.createUser(request, true, null, null);
        return user.getId() + " " + user.getStatus() + " "
                + user.getCredentials().getProvider().getType() + " "
                + user.getProfile().getAdditionalProperties().get(words[4]);
    }

    private String give(String id, String name, String value) {
        var request = new UpdateUserRequest();
        request.setProfile(with(new UserProfile(), name, value));
        var user = users.updateUser(id, request, false);
        return user.getProfile().getFirstName() + " "
                + user.getProfile().getAdditionalProperties().get(name);
    }

    private static String nothing(Runnable action) {
        action.run();
        return "done";
    }

    private static String text(User user) {
        return user.getId() + " " + user.getProfile().getFirstName() + " " + user.getStatus();
    }

    private static UserProfile profile(String login) {
        var profile = new UserProfile();
        profile.setLogin(login);
        profile.setEmail(login);
        profile.setFirstName("Ada");
        profile.setLastName("Byron");
        return profile;
    }

    private static CreateUserRequest newcomer(String login, String password) {
        var secret = new PasswordCredential();
        secret.setValue(password);
        var credentials = new UserCredentials();
        credentials.setPassword(secret);
        var request = new CreateUserRequest();
        request.setProfile(profile(login));
        request.setCredentials(credentials);
        return request;
    }

    private User renamed(String id, String firstName) {
        var profile = new UserProfile();
        profile.setFirstName(firstName);
        var request = new UpdateUserRequest();
        request.setProfile(profile);
        return users.updateUser(id, request, false);
    }

    private String crowd(int size) {
        for (int i = 0; i < size; i++) {
            var request = new CreateUserRequest();
            request.setProfile(profile("crowd" + i + "@example.org"));
            users.createUser(request, false, null, null);
        }
        return "done";
    }

    private String pages(int limit) {
        var ids = new HashSet<String>();
        int pages = 0;
        int listed = 0;
        String after = null;
        do {
            var page = users.listUsers(null, null, after, limit, null, null, null, null);
            page.forEach(user -> ids.add(user.getId()));
            listed += page.size();
            pages++;
            after = PaginationUtil.getAfter(client);
        } while (after != null);
        return pages + " " + listed + " " + ids.size();
    }

    private String search(String login) {
        String expression = "profile.login eq \"" + login + "\"";
        return text(users.listUsers(null, null, null, null, null, expression, null, null)
                .getFirst());
    }

    private String group(String name, String userId) {
        var profile = new OktaUserGroupProfile();
        profile.setName(name);
        var request = new AddGroupRequest();
        request.setProfile(profile);
        String id = groups.addGroup(request).getId();
        groups.assignUserToGroup(id, userId);
        int members = groups.listGroupUsers(id, null, null).size();
        var names = new UserResourcesApi(client)
                .listUserGroups(userId).stream()
                        .map(group -> String.valueOf(group.getType()))
                        .toList();
        groups.unassignUserFromGroup(id, userId);
        int left = groups.listGroupUsers(id, null, null).size();
        groups.deleteGroup(id);
        return members + " " + left + " " + String.join(",", names);
    }
}
