package dev.narthex.e2e.client;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.client.Clients;
import com.okta.sdk.resource.api.AuthorizationServerApi;
import com.okta.sdk.resource.api.AuthorizationServerClaimsApi;
import com.okta.sdk.resource.api.AuthorizationServerClientsApi;
import com.okta.sdk.resource.api.AuthorizationServerKeysApi;
import com.okta.sdk.resource.api.AuthorizationServerPoliciesApi;
import com.okta.sdk.resource.api.AuthorizationServerRulesApi;
import com.okta.sdk.resource.api.AuthorizationServerScopesApi;
import com.okta.sdk.resource.api.SystemLogApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.AuthorizationServer;
import com.okta.sdk.resource.model.AuthorizationServerPolicy;
import com.okta.sdk.resource.model.AuthorizationServerPolicyConditions;
import com.okta.sdk.resource.model.AuthorizationServerPolicyPeopleCondition;
import com.okta.sdk.resource.model.AuthorizationServerPolicyRuleActions;
import com.okta.sdk.resource.model.AuthorizationServerPolicyRuleConditions;
import com.okta.sdk.resource.model.AuthorizationServerPolicyRuleGroupCondition;
import com.okta.sdk.resource.model.AuthorizationServerPolicyRuleRequest;
import com.okta.sdk.resource.model.ClientPolicyCondition;
import com.okta.sdk.resource.model.GrantTypePolicyRuleCondition;
import com.okta.sdk.resource.model.JwkUse;
import com.okta.sdk.resource.model.JwkUseType;
import com.okta.sdk.resource.model.OAuth2Claim;
import com.okta.sdk.resource.model.OAuth2ClaimType;
import com.okta.sdk.resource.model.OAuth2ClaimValueType;
import com.okta.sdk.resource.model.OAuth2Scope;
import com.okta.sdk.resource.model.OAuth2ScopesMediationPolicyRuleCondition;
import com.okta.sdk.resource.model.TokenAuthorizationServerPolicyRuleAction;
import java.util.List;

/// Administers an authorization server from its making to its end, and says after each step what it found: a word and a
/// value in a line.
///
/// Its arguments are the org's URL and an API token; whom it trusts is the JVM's matter.
public final class OktaSdkServers {
    private final ApiClient client;
    private final AuthorizationServerApi servers;
    private String id;

    private OktaSdkServers(ApiClient client) {
        this.client = client;
        this.servers = new AuthorizationServerApi(client);
    }

    /// The program.
    public static void main(String[] arguments) throws ApiException {
        var client = Clients.builder()
                .setOrgUrl(arguments[0])
                .setClientCredentials(new TokenClientCredentials(arguments[1]))
                .build();
        var program = new OktaSdkServers(client);
        program.server();
        program.scope();
        program.claim();
        program.policy();
        program.keys();
        program.others();
        program.end();
    }

    private static void say(String word, Object value) {
        System.out.println(word + " " + value);
    }

    private void server() throws ApiException {
        var wanted = new AuthorizationServer();
        wanted.setName("Library");
        wanted.setDescription("Of books");
        wanted.setAudiences(List.of("api://books"));
        var made = servers.createAuthorizationServer(wanted);
        id = made.getId();
        say("status", made.getStatus());
        say("issuer", made.getIssuer().endsWith("/oauth2/" + id));
        say("rotation", made.getCredentials().getSigning().getRotationMode());
        // As a client does that knows none of our own members: reads, changes, writes back.
        var there = servers.getAuthorizationServer(id);
        there.setName("Archive");
        say("renamed", servers.replaceAuthorizationServer(id, there).getName());
        servers.deactivateAuthorizationServer(id);
        say("deactivated", servers.getAuthorizationServer(id).getStatus());
        servers.activateAuthorizationServer(id);
        say("found", servers.listAuthorizationServers("archive", 20, null).size());
    }

    private void scope() throws ApiException {
        var scopes = new AuthorizationServerScopesApi(client);
        var wanted = new OAuth2Scope();
        wanted.setName("books.read");
        wanted.setDescription("Read books");
        var made = scopes.createOAuth2Scope(id, wanted);
        say("consent", made.getConsent());
        made.setDisplayName("Read your books");
        say("titled", scopes.replaceOAuth2Scope(id, made.getId(), made).getDisplayName());
        say("scopes", scopes.listOAuth2Scopes(id, "books", null, null, null).size());
        wanted.setName("okta.mine");
        say("refused", refusal(() -> scopes.createOAuth2Scope(id, wanted)));
    }

    private void claim() throws ApiException {
        var claims = new AuthorizationServerClaimsApi(client);
        var wanted = new OAuth2Claim();
        wanted.setName("department");
        wanted.setClaimType(OAuth2ClaimType.RESOURCE);
        wanted.setValueType(OAuth2ClaimValueType.EXPRESSION);
        wanted.setValue("user.department");
        var made = claims.createOAuth2Claim(id, wanted);
        say("always", made.getAlwaysIncludeInToken());
        made.setValue("user.title");
        say("value", claims.replaceOAuth2Claim(id, made.getId(), made).getValue());
        made.setValue("user.");
        say("malformed", refusal(() -> claims.replaceOAuth2Claim(id, made.getId(), made)));
        boolean subject = claims.listOAuth2Claims(id).stream()
                .anyMatch(claim -> "sub".equals(claim.getName()) && Boolean.TRUE.equals(claim.getSystem()));
        say("subject", subject);
        claims.deleteOAuth2Claim(id, made.getId());
    }

    private void policy() throws ApiException {
        var policies = new AuthorizationServerPoliciesApi(client);
        var clients = new ClientPolicyCondition();
        clients.setInclude(List.of("ALL_CLIENTS"));
        var conditions = new AuthorizationServerPolicyConditions();
        conditions.setClients(clients);
        var wanted = new AuthorizationServerPolicy();
        wanted.setType(AuthorizationServerPolicy.TypeEnum.OAUTH_AUTHORIZATION_POLICY);
        wanted.setName("All");
        wanted.setDescription("For all");
        wanted.setPriority(1);
        wanted.setConditions(conditions);
        var made = policies.createAuthorizationServerPolicy(id, wanted);
        say("priority", made.getPriority());
        policies.deactivateAuthorizationServerPolicy(id, made.getId());
        var inactive = policies.getAuthorizationServerPolicy(id, made.getId());
        say("policy", inactive.getStatus());
        policies.activateAuthorizationServerPolicy(id, made.getId());
        rule(made.getId());
        policies.deleteAuthorizationServerPolicy(id, made.getId());
        say("policies", policies.listAuthorizationServerPolicies(id).size());
    }

    private void rule(String policy) throws ApiException {
        var rules = new AuthorizationServerRulesApi(client);
        var made = rules.createAuthorizationServerPolicyRule(id, policy, wantedRule());
        say("lifetime", made.getActions().getToken().getAccessTokenLifetimeMinutes());
        rules.deactivateAuthorizationServerPolicyRule(id, policy, made.getId());
        rules.activateAuthorizationServerPolicyRule(id, policy, made.getId());
        say("rules", rules.listAuthorizationServerPolicyRules(id, policy).size());
        rules.deleteAuthorizationServerPolicyRule(id, policy, made.getId());
    }

    private static AuthorizationServerPolicyRuleRequest wantedRule() {
        var groups = new AuthorizationServerPolicyRuleGroupCondition();
        groups.setInclude(List.of("EVERYONE"));
        var people = new AuthorizationServerPolicyPeopleCondition();
        people.setGroups(groups);
        var grantTypes = new GrantTypePolicyRuleCondition();
        grantTypes.setInclude(List.of("authorization_code", "client_credentials"));
        var scopes = new OAuth2ScopesMediationPolicyRuleCondition();
        scopes.setInclude(List.of("*"));
        var conditions = new AuthorizationServerPolicyRuleConditions();
        conditions.setPeople(people);
        conditions.setGrantTypes(grantTypes);
        conditions.setScopes(scopes);
        var token = new TokenAuthorizationServerPolicyRuleAction();
        token.setAccessTokenLifetimeMinutes(10);
        token.setRefreshTokenLifetimeMinutes(0);
        token.setRefreshTokenWindowMinutes(10080);
        var actions = new AuthorizationServerPolicyRuleActions();
        actions.setToken(token);
        var rule = new AuthorizationServerPolicyRuleRequest();
        rule.setType(AuthorizationServerPolicyRuleRequest.TypeEnum.RESOURCE_ACCESS);
        rule.setName("All");
        rule.setPriority(1);
        rule.setConditions(conditions);
        rule.setActions(actions);
        return rule;
    }

    private void keys() throws ApiException {
        var keys = new AuthorizationServerKeysApi(client);
        String before = keys.listAuthorizationServerKeys(id).getFirst().getKid();
        var use = new JwkUse();
        use.setUse(JwkUseType.SIG);
        var after = keys.rotateAuthorizationServerKeys(id, use);
        say("keys", after.size());
        say("retired", keys.getAuthorizationServerKey(id, before).getStatus());
    }

    private void others() throws ApiException {
        say(
                "clients",
                new AuthorizationServerClientsApi(client)
                        .listOAuth2ClientsForAuthorizationServer(id)
                        .size());
        var log = new SystemLogApi(client);
        String filter = "eventType eq \"oauth2.as.created\" and target.id eq \"" + id + "\"";
        var events =
                log.listLogEvents("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z", null, filter, null, 10, "ASCENDING");
        say("logged", events.size());
        say("severity", events.getFirst().getSeverity());
    }

    private void end() throws ApiException {
        servers.deleteAuthorizationServer(id);
        say("gone", refusal(() -> servers.getAuthorizationServer(id)));
        say("kept", refusal(() -> {
            servers.deleteAuthorizationServer("default");
            return null;
        }));
    }

    private interface Call {
        Object make() throws ApiException;
    }

    private static int refusal(Call call) throws ApiException {
        try {
            return call.make() == null ? 0 : 200;
        } catch (ApiException refused) {
            return refused.getCode();
        }
    }
}
