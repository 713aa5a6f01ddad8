package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;
import dev.narthex.bench.load.Dialogue;
import dev.narthex.bench.load.KeptConnection;
import dev.narthex.bench.load.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Gets what the load begins with: codes, refresh tokens, access tokens, as a browser with a session and its app do.
record BackChannel(int port, String cookies) {
    private static final String SCOPE = "openid%20offline_access%20bench.read";

    /// What a load of one operation does.
    Scenario scenario(Operation operation, Algorithm algorithm, int connections) throws IOException {
        String token = BenchSeed.path(algorithm, "token");
        return switch (operation) {
            case CLIENT_CREDENTIALS ->
                Scenario.same(Dialogue.post(token, BenchSeed.FOR_ITSELF), "\"access_token\":\"ey");
            case INTROSPECTION ->
                Scenario.same(
                        Dialogue.post(
                                BenchSeed.path(algorithm, "introspect"),
                                BenchSeed.introspect(told(algorithm, "access_token"))),
                        "\"active\":true");
            case CODE ->
                new Scenario(
                        Scenario.Kind.CODE,
                        List.of(
                                Dialogue.get(BenchSeed.authorizeForCode(algorithm, "openid%20bench.read"), cookies),
                                token,
                                BenchSeed.REDEEM));
            case REFRESH -> {
                var values = new ArrayList<>(List.of(token, BenchSeed.REFRESH));
                for (int i = 0; i < connections; i++) values.add(told(algorithm, "refresh_token"));
                yield new Scenario(Scenario.Kind.REFRESH, values);
            }
        };
    }

    /// A member of the answer to a fresh code.
    private String told(Algorithm algorithm, String member) throws IOException {
        var authorize = Dialogue.get(BenchSeed.authorizeForCode(algorithm, SCOPE), cookies);
        try (var connection = new KeptConnection(port)) {
            new Dialogue.Redeeming(authorize, BenchSeed.path(algorithm, "token"), BenchSeed.REDEEM).hold(connection);
            return connection.between(KeptConnection.bytes("\"" + member + "\":\""), '"');
        }
    }
}
