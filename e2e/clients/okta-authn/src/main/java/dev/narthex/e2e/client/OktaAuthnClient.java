package dev.narthex.e2e.client;

import com.okta.authn.sdk.AuthenticationException;
import com.okta.authn.sdk.AuthenticationStateHandler;
import com.okta.authn.sdk.AuthenticationStateHandlerAdapter;
import com.okta.authn.sdk.client.AuthenticationClient;
import com.okta.authn.sdk.client.AuthenticationClients;
import com.okta.authn.sdk.resource.AuthenticationRequest;
import com.okta.authn.sdk.resource.AuthenticationResponse;
import com.okta.authn.sdk.resource.FactorType;
import com.okta.authn.sdk.resource.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Signs in as long as lines come in, a command each. It answers a line each: the status and the token of the state or
/// the session, or `refused` and the code of the error.
///
/// Its argument is the org's address.
public final class OktaAuthnClient {
    private final AuthenticationClient client;
    private final AuthenticationStateHandler handler = new AuthenticationStateHandlerAdapter() {
        @Override
        public void handleUnknown(AuthenticationResponse response) {
            // All states come here: what they are is told by the response that is returned.
        }
    };

    private OktaAuthnClient(String orgUrl) {
        client = AuthenticationClients.builder().setOrgUrl(orgUrl).build();
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        var program = new OktaAuthnClient(arguments[0]);
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(program.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        try {
            return "verified " + told(call(words));
        } catch (AuthenticationException e) {
            return "refused " + e.getStatus() + " " + e.getCode();
        }
    }

    private static String told(AuthenticationResponse response) {
        String token = response.getStateToken() == null ? response.getSessionToken() : response.getStateToken();
        return response.getStatus() + " " + token;
    }

    private AuthenticationRequest warned(String username, String password) {
        return client.instantiate(AuthenticationRequest.class)
                .setUsername(username)
                .setPassword(password.toCharArray())
                .setOptions(client.instantiate(Options.class).setWarnBeforePasswordExpired(true));
    }

    private AuthenticationResponse call(String[] words) throws AuthenticationException {
        return switch (words[0]) {
            case "authenticate" -> client.authenticate(words[1], words[2].toCharArray(), "/x", handler);
            case "warned" -> client.authenticate(warned(words[1], words[2]), handler);
            case "skip" -> client.skip(words[1], handler);
            case "previous" -> client.previous(words[1], handler);
            case "cancel" -> client.cancel(words[1]);
            case "answer" -> client.answerRecoveryQuestion(words[1], words[2], handler);
            case "change" -> client.changePassword(words[1].toCharArray(), words[2].toCharArray(), words[3], handler);
            case "recover" -> client.recoverPassword(words[1], FactorType.EMAIL, "/x", handler);
            case "follow" -> client.verifyRecoveryToken(words[1], handler);
            case "reset" -> client.resetPassword(words[1].toCharArray(), words[2], handler);
            case "unlock" -> client.unlockAccount(words[1], FactorType.EMAIL, "/x", handler);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }
}
