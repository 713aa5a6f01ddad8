package dev.narthex.e2e.client;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.client.Clients;
import com.okta.sdk.helper.PaginationUtil;
import com.okta.sdk.resource.api.GroupRuleApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.CreateGroupRuleRequest;
import com.okta.sdk.resource.model.GroupRule;
import com.okta.sdk.resource.model.GroupRuleAction;
import com.okta.sdk.resource.model.GroupRuleConditions;
import com.okta.sdk.resource.model.GroupRuleExpression;
import com.okta.sdk.resource.model.GroupRuleGroupAssignment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Administers rules of groups as long as lines come in, a command each. It answers a line each: `verified` and
/// what it got, or `refused` and why.
///
/// Its arguments are the org's address and an API token.
public final class OktaRulesClient {
    private final ApiClient client;
    private final GroupRuleApi rules;

    private OktaRulesClient(String orgUrl, String token) {
        client = Clients.builder()
                .setOrgUrl(orgUrl)
                .setClientCredentials(new TokenClientCredentials(token))
                .build();
        rules = new GroupRuleApi(client);
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        var program = new OktaRulesClient(arguments[0], arguments[1]);
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
            case "create" -> text(rules.createGroupRule(wanted(words[1], words[2], words[3])));
            case "get" -> text(rules.getGroupRule(words[1], "groupIdToGroupNameMap"));
            case "rename" -> renamed(words[1], words[2]);
            case "pages" -> pages(Integer.parseInt(words[1]));
            case "activate" -> nothing(() -> rules.activateGroupRule(words[1]));
            case "deactivate" -> nothing(() -> rules.deactivateGroupRule(words[1]));
            case "delete" -> nothing(() -> rules.deleteGroupRule(words[1], Boolean.valueOf(words[2])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static CreateGroupRuleRequest wanted(String name, String department, String groupId) {
        var expression = new GroupRuleExpression();
        expression.setType("urn:okta:expression:1.0");
        expression.setValue("user.department == \"" + department + "\"");
        var conditions = new GroupRuleConditions();
        conditions.setExpression(expression);
        var groups = new GroupRuleGroupAssignment();
        groups.setGroupIds(List.of(groupId));
        var actions = new GroupRuleAction();
        actions.setAssignUserToGroups(groups);
        var request = new CreateGroupRuleRequest();
        request.setType(CreateGroupRuleRequest.TypeEnum.GROUP_RULE);
        request.setName(name);
        request.setConditions(conditions);
        request.setActions(actions);
        return request;
    }

    private String renamed(String id, String name) {
        var rule = rules.getGroupRule(id, null);
        rule.setName(name);
        return text(rules.replaceGroupRule(id, rule));
    }

    private String pages(int limit) {
        int pages = 0;
        int listed = 0;
        String after = null;
        do {
            listed += rules.listGroupRules(limit, after, null, null).size();
            pages++;
            after = PaginationUtil.getAfter(client);
        } while (after != null);
        return pages + " " + listed;
    }

    private static String nothing(Runnable action) {
        action.run();
        return "done";
    }

    private static String text(GroupRule rule) {
        return rule.getId() + " " + rule.getName() + " " + rule.getStatus() + " "
                + rule.getConditions().getPeople().getUsers().getExclude().size();
    }
}
