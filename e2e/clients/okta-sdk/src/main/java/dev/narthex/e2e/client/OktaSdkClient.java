package dev.narthex.e2e.client;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.client.Clients;
import com.okta.sdk.helper.PaginationUtil;
import com.okta.sdk.resource.api.ApplicationApi;
import com.okta.sdk.resource.api.ApplicationGroupsApi;
import com.okta.sdk.resource.api.ApplicationSsoCredentialOAuth2ClientAuthApi;
import com.okta.sdk.resource.api.ApplicationUsersApi;
import com.okta.sdk.resource.api.TrustedOriginApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.AppUserAssignRequest;
import com.okta.sdk.resource.model.Application;
import com.okta.sdk.resource.model.ApplicationCredentialsOAuthClient;
import com.okta.sdk.resource.model.ApplicationGroupAssignment;
import com.okta.sdk.resource.model.ApplicationSignOnMode;
import com.okta.sdk.resource.model.OAuth2ClientSecretRequestBody;
import com.okta.sdk.resource.model.OAuthApplicationCredentials;
import com.okta.sdk.resource.model.OAuthEndpointAuthenticationMethod;
import com.okta.sdk.resource.model.OAuthGrantType;
import com.okta.sdk.resource.model.OAuthResponseType;
import com.okta.sdk.resource.model.OpenIdConnectApplication;
import com.okta.sdk.resource.model.OpenIdConnectApplicationSettings;
import com.okta.sdk.resource.model.OpenIdConnectApplicationSettingsClient;
import com.okta.sdk.resource.model.OpenIdConnectApplicationType;
import com.okta.sdk.resource.model.TrustedOriginScope;
import com.okta.sdk.resource.model.TrustedOriginScopeType;
import com.okta.sdk.resource.model.TrustedOriginWrite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Administers apps as long as lines come in, a command each. It answers a line each: `verified` and what it got, or
/// `refused` and why.
///
/// Its arguments are the org's address and an API token.
public final class OktaSdkClient {
    private final ApiClient client;
    private final ApplicationApi apps;

    private OktaSdkClient(String orgUrl, String token) {
        client = Clients.builder()
                .setOrgUrl(orgUrl)
                .setClientCredentials(new TokenClientCredentials(token))
                .build();
        apps = new ApplicationApi(client);
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        var program = new OktaSdkClient(arguments[0], arguments[1]);
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
            case "spa" -> text(apps.createApplication(spa(words[1]), true, null));
            case "web" -> text(apps.createApplication(web(words[1]), true, null));
            case "read" -> text(apps.getApplication(words[1], null));
            case "rename" -> text(renamed(words[1], words[2]));
            case "pages" -> pages(words[1], Integer.parseInt(words[2]));
            case "user" -> user(words[1], words[2]);
            case "users" -> users(words[1], Integer.parseInt(words[2]));
            case "group" -> group(words[1], words[2]);
            case "secret" -> secret(words[1]);
            case "origin" -> origin(words[1]);
            case "deactivate" -> nothing(() -> apps.deactivateApplication(words[1]));
            case "delete" -> nothing(() -> apps.deleteApplication(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static String nothing(Runnable action) {
        action.run();
        return "done";
    }

    private static OpenIdConnectApplication app(
            String label, OAuthEndpointAuthenticationMethod method, OpenIdConnectApplicationSettingsClient settings) {
        var credentials = new ApplicationCredentialsOAuthClient().tokenEndpointAuthMethod(method);
        var app = new OpenIdConnectApplication()
                .name("oidc_client")
                .credentials(new OAuthApplicationCredentials().oauthClient(credentials))
                .settings(new OpenIdConnectApplicationSettings().oauthClient(settings));
        app.setLabel(label);
        app.setSignOnMode(ApplicationSignOnMode.OPENID_CONNECT);
        return app;
    }

    private static OpenIdConnectApplication spa(String label) {
        var settings = new OpenIdConnectApplicationSettingsClient()
                .applicationType(OpenIdConnectApplicationType.BROWSER)
                .redirectUris(List.of("https://spa.example/cb"))
                .responseTypes(List.of(OAuthResponseType.ID_TOKEN, OAuthResponseType.TOKEN))
                .grantTypes(List.of(OAuthGrantType.IMPLICIT));
        return app(label, OAuthEndpointAuthenticationMethod.NONE, settings);
    }

    private static OpenIdConnectApplication web(String label) {
        var settings = new OpenIdConnectApplicationSettingsClient()
                .applicationType(OpenIdConnectApplicationType.WEB)
                .redirectUris(List.of("https://web.example/cb"))
                .responseTypes(List.of(OAuthResponseType.CODE))
                .grantTypes(List.of(OAuthGrantType.AUTHORIZATION_CODE));
        return app(label, OAuthEndpointAuthenticationMethod.CLIENT_SECRET_BASIC, settings);
    }

    /// The id and what the library made of the answer.
    private static String text(Application app) {
        if (!(app instanceof OpenIdConnectApplication oidc))
            return app.getId() + " " + app.getClass().getSimpleName();
        var settings = oidc.getSettings().getOauthClient();
        var client = oidc.getCredentials().getOauthClient();
        return String.join(
                " ",
                oidc.getId(),
                oidc.getLabel(),
                oidc.getStatus().toString(),
                settings.getApplicationType().toString(),
                settings.getResponseTypes().toString().replace(" ", ""),
                settings.getRedirectUris().toString(),
                client.getTokenEndpointAuthMethod().toString(),
                client.getClientSecret() == null ? "public" : "confidential");
    }

    private Application renamed(String id, String label) {
        var app = apps.getApplication(id, null);
        app.setLabel(label);
        return apps.replaceApplication(id, app);
    }

    /// All labels that begin so, page by page, and how many pages there were.
    private String pages(String prefix, int limit) {
        var labels = new ArrayList<String>();
        int pages = 0;
        String after = null;
        do {
            var page = apps.listApplications(prefix, after, null, limit, null, null, null);
            page.forEach(app -> labels.add(app.getLabel()));
            pages++;
            after = PaginationUtil.getAfter(client);
        } while (after != null);
        return pages + " " + String.join(",", labels);
    }

    private String user(String app, String user) {
        var api = new ApplicationUsersApi(client);
        var assigned = api.assignUserToApplication(app, new AppUserAssignRequest().id(user));
        return assigned.getId() + " " + assigned.getStatus() + " " + assigned.getScope() + " "
                + assigned.getCredentials().getUserName();
    }

    private String users(String app, int limit) {
        var api = new ApplicationUsersApi(client);
        int users = 0;
        String after = null;
        do {
            users += api.listApplicationUsers(app, after, limit, null, null).size();
            after = PaginationUtil.getAfter(client);
        } while (after != null);
        return String.valueOf(users);
    }

    private String group(String app, String group) {
        var api = new ApplicationGroupsApi(client);
        var assigned = api.assignGroupToApplication(app, group, new ApplicationGroupAssignment().priority(1));
        int all = api.listApplicationGroupAssignments(app, null, null, 20, null).size();
        return assigned.getId() + " " + assigned.getPriority() + " " + all;
    }

    private String secret(String app) {
        var api = new ApplicationSsoCredentialOAuth2ClientAuthApi(client);
        var made = api.createOAuth2ClientSecret(app, new OAuth2ClientSecretRequestBody());
        int all = api.listOAuth2ClientSecrets(app).size();
        return made.getStatus() + " " + all;
    }

    private String origin(String origin) {
        var api = new TrustedOriginApi(client);
        var made = api.createTrustedOrigin(new TrustedOriginWrite()
                .name("made by the SDK")
                .origin(origin)
                .scopes(List.of(new TrustedOriginScope().type(TrustedOriginScopeType.CORS))));
        String status = api.deactivateTrustedOrigin(made.getId()).getStatus().toString();
        int all = api.listTrustedOrigins(null, null, null, 20).size();
        api.deleteTrustedOrigin(made.getId());
        return made.getOrigin() + " " + status + " " + all;
    }
}
