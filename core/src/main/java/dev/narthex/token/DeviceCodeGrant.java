package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.ACCESS_DENIED;
import static dev.narthex.oauth.OAuthError.AUTHORIZATION_PENDING;
import static dev.narthex.oauth.OAuthError.EXPIRED_TOKEN;
import static dev.narthex.oauth.OAuthError.INVALID_GRANT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.SLOW_DOWN;

import dev.narthex.crypt.SecretHash;
import dev.narthex.device.Approval;
import dev.narthex.device.DeviceAuthorization;
import dev.narthex.device.DeviceAuthorization.Asker;
import dev.narthex.device.DeviceAuthorizeEndpoint;
import dev.narthex.device.DeviceStore;
import dev.narthex.device.DeviceStore.Poll;
import dev.narthex.oauth.Problem;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.PersonTokens.Making;
import java.time.InstantSource;
import java.util.Optional;

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code`: a device asks, again and again, whether its person has
/// answered.
final class DeviceCodeGrant implements TokenGrant {
    private final DeviceStore devices;
    private final PersonTokens tokens;
    private final FirstTokens firstTokens;
    private final InstantSource clock;

    DeviceCodeGrant(DeviceStore devices, PersonTokens tokens, FirstTokens firstTokens, InstantSource clock) {
        this.devices = devices;
        this.tokens = tokens;
        this.firstTokens = firstTokens;
        this.clock = clock;
    }

    @Override
    public TokenResult grant(Asking asking) {
        var code = asking.form().first("device_code");
        if (code.isEmpty()) return TokenResult.refused(INVALID_REQUEST, "The 'device_code' parameter is missing.");
        // RFC 8628 §3.4: bound to the client that began; and here to the server.
        var asker = new Asker(asking.client().clientId(), asking.server().id());
        // RFC 8628 §3.5: what a device is told until it has an answer.
        return switch (devices.poll(new DeviceStore.Polling(SecretHash.of(code.get()), asker), clock.instant())) {
            case Poll.Approved(var device, var approval) -> approved(asking, device, approval);
            case Poll.Pending() ->
                new TokenResult.Waiting(new Problem(AUTHORIZATION_PENDING, "The person has not answered yet."));
            case Poll.TooFast() ->
                new TokenResult.Waiting(new Problem(SLOW_DOWN, "Wait five seconds longer between requests."));
            case Poll.Denied() -> TokenResult.refused(ACCESS_DENIED, "The resource owner denied the request.");
            case Poll.Expired() -> TokenResult.refused(EXPIRED_TOKEN, "The device code has expired.");
            case Poll.Unknown() -> TokenResult.refused(INVALID_GRANT, "The device code is invalid.");
        };
    }

    private TokenResult approved(Asking asking, DeviceAuthorization device, Approval approval) {
        var authentication =
                new Authentication(approval.authenticatedAt(), approval.amr(), Optional.empty(), approval.sessionId());
        var authorization = new Authorization(
                device.id(),
                device.asker().clientId(),
                device.asker().serverId(),
                approval.userId(),
                approval.scopes(),
                authentication,
                DeviceAuthorizeEndpoint.GRANT_TYPE);
        var making = new Making(
                asking.client().app(),
                asking.server(),
                authorization,
                approval.scopes(),
                Optional.empty(),
                asking.key());
        return tokens.eligible(making)
                .<TokenResult>map(eligible -> firstTokens.make(making, eligible))
                .orElseGet(() -> TokenResult.refused(
                        ACCESS_DENIED, "The person may not use the app, or the access policy does not permit it."));
    }
}
