package dev.narthex.servers;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.okta.Fields;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServer.JwtProfile;
import dev.narthex.policy.AuthorizationServer.Options;
import dev.narthex.policy.AuthorizationServer.Rotation;
import dev.narthex.policy.AuthorizationServer.Settings;
import java.util.regex.Pattern;

/// Reads what a server itself is told to be. Members that Okta does not know keep their values where they are not sent,
/// so that a client which reads a server and writes it back changes nothing that it can't see.
final class ServerEdits {
    static final String TYPE = "AuthorizationServer";
    static final Settings STANDARD = new Settings("", "", "", SigningAlgorithm.RS256, true);
    private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7E]+");

    private ServerEdits() {}

    enum IssuerMode {
        ORG_URL,
        CUSTOM_URL,
        DYNAMIC
    }

    /// What is wrong is noted in `fields`.
    static Settings read(Fields fields, Settings there) {
        fields.constant("issuerMode", IssuerMode.class);
        var signing = fields.object("credentials").object("signing");
        if (!signing.text("use", 10).orElse("sig").equals("sig")) signing.fault("use", "must be sig");
        var options = new Options(
                fields.flag("implicit").orElse(there.options().implicit()),
                fields.constant("jwtProfile", JwtProfile.class)
                        .orElse(there.options().jwtProfile()),
                signing.constant("rotationMode", Rotation.class)
                        .orElse(there.options().rotation()));
        return new Settings(
                fields.requiredText("name", 255),
                fields.text("description", 1024).orElse(""),
                audience(fields),
                algorithm(signing, there.algorithm()),
                options,
                there.active());
    }

    private static String audience(Fields fields) {
        var audiences = fields.texts("audiences");
        if (audiences.isEmpty() && fields.has("audiences")) return "";
        if (audiences.filter(it -> it.size() == 1).isEmpty()) {
            fields.fault("audiences", "must have exactly one audience");
            return "";
        }
        String audience = audiences.get().getFirst();
        if (audience.length() > 255 || !AUDIENCE.matcher(audience).matches()) {
            fields.fault("audiences", "must be of 1 to 255 printable ASCII characters without spaces");
        }
        return audience;
    }

    private static SigningAlgorithm algorithm(Fields signing, SigningAlgorithm there) {
        var name = signing.text("alg", 10);
        var found = name.flatMap(SigningAlgorithm::named);
        if (name.isPresent() && found.isEmpty()) signing.fault("alg", "must be RS256, ES256 or EdDSA");
        return found.orElse(there);
    }

    static Edit<AuthorizationServer> replace(AuthorizationServer server, Fields fields) {
        var changed = server.with(read(fields, server.settings()));
        return Edit.unless(fields.error("authorizationServer"), () -> new Edit.Made<>(changed, changed));
    }

    static Edit<AuthorizationServer> activate(AuthorizationServer server, boolean active) {
        var changed = server.with(server.settings().active(active));
        return new Edit.Made<>(changed, changed);
    }
}
