package dev.narthex.e2e.client;

import com.okta.jwt.AccessTokenVerifier;
import com.okta.jwt.IdTokenVerifier;
import com.okta.jwt.Jwt;
import com.okta.jwt.JwtVerificationException;
import com.okta.jwt.JwtVerifiers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Verifies tokens as long as lines come in: `access TOKEN` or `id NONCE TOKEN`. It answers a line each: `verified` and
/// the subject, or `refused` and the reason.
///
/// Its arguments are the issuer, the audience and the client id; whom it trusts is the JVM's matter.
public final class OktaJwtVerifierClient {
    private final AccessTokenVerifier accessTokens;
    private final IdTokenVerifier idTokens;

    private OktaJwtVerifierClient(String issuer, String audience, String clientId) {
        accessTokens = JwtVerifiers.accessTokenVerifierBuilder()
                .setIssuer(issuer)
                .setAudience(audience)
                .build();
        idTokens = JwtVerifiers.idTokenVerifierBuilder()
                .setIssuer(issuer)
                .setClientId(clientId)
                .build();
    }

    /// The program.
    public static void main(String[] arguments) throws IOException {
        var client = new OktaJwtVerifierClient(arguments[0], arguments[1], arguments[2]);
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(client.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        try {
            return "verified " + verify(words).getClaims().get("sub");
        } catch (JwtVerificationException e) {
            return "refused " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause());
        }
    }

    private Jwt verify(String[] words) throws JwtVerificationException {
        return switch (words[0]) {
            case "access" -> accessTokens.decode(words[1]);
            case "id" -> idTokens.decode(words[2], words[1]);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }
}
