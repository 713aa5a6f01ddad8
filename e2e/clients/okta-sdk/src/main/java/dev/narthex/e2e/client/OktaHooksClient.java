package dev.narthex.e2e.client;

import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.client.Clients;
import com.okta.sdk.resource.api.InlineHookApi;
import com.okta.sdk.resource.client.ApiException;
import com.okta.sdk.resource.model.InlineHook;
import com.okta.sdk.resource.model.InlineHookChannelConfig;
import com.okta.sdk.resource.model.InlineHookChannelConfigAuthScheme;
import com.okta.sdk.resource.model.InlineHookChannelConfigHeaders;
import com.okta.sdk.resource.model.InlineHookChannelHttp;
import com.okta.sdk.resource.model.InlineHookChannelType;
import com.okta.sdk.resource.model.InlineHookType;
import java.util.List;
import java.util.Map;

/// Takes an inline hook through its whole life, and says `verified` and each step's outcome.
///
/// Its arguments are the org's address, an API token, and the address of the hook.
public final class OktaHooksClient {
    private final InlineHookApi hooks;
    private final String uri;

    private OktaHooksClient(String orgUrl, String token, String uri) {
        hooks = new InlineHookApi(Clients.builder()
                .setOrgUrl(orgUrl)
                .setClientCredentials(new TokenClientCredentials(token))
                .build());
        this.uri = uri;
    }

    /// The program.
    public static void main(String[] arguments) {
        var program = new OktaHooksClient(arguments[0], arguments[1], arguments[2]);
        System.out.println("verified " + String.join(" ", program.life()));
    }

    private List<String> life() {
        var made = hooks.createInlineHook(hook("By SDK"));
        String id = made.getId();
        var listed = hooks.listInlineHooks("com.okta.user.pre-registration").stream()
                .map(InlineHook::getId)
                .toList();
        var read = hooks.getInlineHook(id);
        read.setName("By SDK again");
        var updated = hooks.updateInlineHook(id, read);
        var replaced = hooks.replaceInlineHook(id, hook("By SDK at last"));
        var answer = hooks.executeInlineHook(id, Map.of("data", Map.of("userProfile", Map.of("login", "ada"))));
        String refused = refusal(() -> hooks.deleteInlineHook(id));
        var off = hooks.deactivateInlineHook(id);
        var on = hooks.activateInlineHook(id);
        hooks.deactivateInlineHook(id);
        hooks.deleteInlineHook(id);
        return List.of(
                made.getStatus().getValue(),
                String.valueOf(listed.equals(List.of(id))),
                ((InlineHookChannelHttp) read.getChannel()).getConfig().getUri(),
                updated.getName().replace(' ', '-'),
                replaced.getName().replace(' ', '-'),
                answer.getCommands().getFirst().getType(),
                refused,
                off.getStatus().getValue(),
                on.getStatus().getValue(),
                refusal(() -> hooks.getInlineHook(id)));
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (ApiException e) {
            return String.valueOf(e.getCode());
        }
    }

    private InlineHook hook(String name) {
        var secret = new InlineHookChannelConfigAuthScheme();
        secret.setType("HEADER");
        secret.setKey("Authorization");
        secret.setValue("Bearer s3cret");
        var header = new InlineHookChannelConfigHeaders();
        header.setKey("X-Tenant");
        header.setValue("a");
        var config = new InlineHookChannelConfig();
        config.setUri(uri);
        config.setMethod("POST");
        config.setHeaders(List.of(header));
        config.setAuthScheme(secret);
        var channel = new InlineHookChannelHttp();
        channel.setType(InlineHookChannelType.HTTP);
        channel.setVersion("1.0.0");
        channel.setConfig(config);
        var hook = new InlineHook();
        hook.setName(name);
        hook.setType(InlineHookType.COM_OKTA_USER_PRE_REGISTRATION);
        hook.setVersion("1.0.0");
        hook.setChannel(channel);
        return hook;
    }
}
