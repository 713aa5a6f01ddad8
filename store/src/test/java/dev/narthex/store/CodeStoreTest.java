package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.CodeChallenge;
import dev.narthex.oauth.Scopes;
import dev.narthex.token.Authorization;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.AuthorizationCode;
import dev.narthex.token.AuthorizationCode.Binding;
import dev.narthex.token.CodeStore.Redemption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CodeStoreTest extends StoreContract {
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));

    @Test
    void aCodeIsRedeemedWithAllThatItStandsFor() {
        var code = issued("one", LATER);
        var redemption = storage.codes().redeem(code.hash(), NOW);
        assertEquals(new Redemption.Redeemed(code), redemption);
    }

    @Test
    void whatWasOptionalStaysAway() {
        var authentication = new Authentication(NOW, List.of(), Optional.empty(), "102s");
        var authorization = new Authorization("oarbare", "app", "org", "00u", Scopes.NONE, authentication);
        var bare = new AuthorizationCode(
                SecretHash.of("bare"),
                authorization,
                new Binding("app:/cb", Optional.empty(), Optional.empty(), Optional.empty()),
                LATER.plusMillis(877));
        storage.codes().issue(bare);
        assertEquals(new Redemption.Redeemed(bare), storage.codes().redeem(bare.hash(), NOW));
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2: Abuse 36: a code used again is known as replayed, with what it gave")
    void theSecondUseIsAReplay() {
        var code = issued("two", LATER);
        storage.codes().redeem(code.hash(), NOW);
        assertEquals(
                new Redemption.Replayed(code.authorization().id()),
                storage.codes().redeem(code.hash(), NOW.plusSeconds(9)));
    }

    @Test
    @DisplayName("Abuse 37: what was never issued as a code is unknown, though it be a refresh token")
    void aStrangersCodeIsUnknown() {
        assertInstanceOf(Redemption.Unknown.class, storage.codes().redeem(SecretHash.of("nothing"), NOW));
    }

    @Test
    @DisplayName("Abuse 36: of 32 threads on all nodes that redeem one code, one gets it and 31 are replays")
    void of32WhoRedeemACodeOneGetsIt() throws Exception {
        var code = issued("raced", LATER);
        var answers = race((node, _) -> node.codes().redeem(code.hash(), NOW));
        assertEquals(1, count(answers, Redemption.Redeemed.class));
        assertEquals(31, count(answers, Redemption.Replayed.class));
    }

    @Test
    void codesThatExpiredBeforeAreForgotten() {
        var old = issued("old", NOW.minusSeconds(10));
        var young = issued("young", NOW.plusSeconds(10));
        storage.codes().purge(NOW);
        assertInstanceOf(Redemption.Unknown.class, storage.codes().redeem(old.hash(), NOW));
        assertInstanceOf(Redemption.Redeemed.class, storage.codes().redeem(young.hash(), NOW));
    }

    private static long count(List<Redemption> answers, Class<?> kind) {
        return answers.stream().filter(kind::isInstance).count();
    }

    private static AuthorizationCode issued(String secret, Instant expires) {
        var authentication = new Authentication(
                NOW, List.of("pwd"), Optional.of("urn:okta:loa:1fa:pwd"), "102s", Set.of("locale", "zoneinfo"));
        var scopes = Scopes.of(List.of("openid", "offline_access"));
        var authorization = new Authorization(IDS.next("oar"), "app", "default", "00u", scopes, authentication);
        var binding = new Binding(
                "https://app.example/cb",
                CodeChallenge.parse("c".repeat(43)),
                Optional.of("a nonce"),
                Optional.of("t".repeat(43)));
        var code = new AuthorizationCode(SecretHash.of(secret), authorization, binding, expires);
        storage.codes().issue(code);
        return code;
    }
}
