package dev.narthex.server.wiring;

import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.Throttle;
import dev.narthex.recovery.LinkRequests;
import dev.narthex.recovery.PasswordDesk;
import dev.narthex.recovery.PasswordNotice;
import dev.narthex.session.SessionTokens;
import dev.narthex.session.Spent;
import dev.narthex.signin.AuthnApi;
import dev.narthex.signin.AuthnResponder;
import dev.narthex.signin.AuthnStates;
import dev.narthex.signin.LockNotice;
import dev.narthex.signin.PasswordSignIn;
import dev.narthex.signin.RecoveryAnswers;
import dev.narthex.signin.SignInLog;
import dev.narthex.signin.SignInThrottle;
import java.time.Instant;

/// What all ways of signing in with a password share, so that one way is no way around another's limits.
final class SigningIn {
    final PasswordSignIn passwords;
    final SignInThrottle throttle;
    final SignInLog log;
    final SessionTokens sessionTokens;
    final AuthnApi.Rooms authn;
    final LinkRequests linkRequests;
    final PasswordDesk desk;
    final RecoveryAnswers answers;
    final PasswordNotice passwordNotice;

    SigningIn(Foundation base) {
        var world = base.world;
        var storage = world.storage();
        var clock = world.clock();
        var rules = new PasswordSignIn.Rules(
                world.secrets().passwords(),
                base.hooks.passwords(),
                base.passwordDemands,
                new LockNotice(base.mailer, new Throttle(clock)),
                world.evenTime());
        passwords = new PasswordSignIn(storage.users(), storage.attempts(), rules, clock);
        throttle = new SignInThrottle(clock, address -> !world.isLimited(address));
        var bounds =
                new LinkRequests.Bounds(new Throttle(clock), address -> !world.isLimited(address), world.evenTime());
        linkRequests = new LinkRequests(storage.users(), base.links, base.passwordDemands, bounds, clock);
        desk = new PasswordDesk(base.links, storage.users(), base.accountPasswords);
        answers = new RecoveryAnswers(base.accountPasswords, storage.attempts(), clock);
        passwordNotice = new PasswordNotice(base.mailer);
        log = new SignInLog(base.log);
        sessionTokens = new SessionTokens(sealer(world, "session tokens"), spent(world, "session token"), clock);
        var states = new AuthnStates(sealer(world, "authentication states"), spent(world, "state token"), clock);
        var responder =
                new AuthnResponder(world.issuers().baseUrl(), sessionTokens, states, base.passwordDemands, clock);
        authn = new AuthnApi.Rooms(
                states, responder, storage.users(), base.accounts, base.accountPasswords, passwordNotice);
    }

    private static Sealer sealer(World world, String purpose) {
        return new Sealer(world.secrets().masterKey(), purpose, world.secrets().random());
    }

    private static Spent spent(World world, String kind) {
        var used = world.storage().assertions();
        return new Spent() {
            @Override
            public boolean spend(String token, Instant expires) {
                return used.use(kind, SecretHash.of(token).hex(), expires);
            }

            @Override
            public boolean isSpent(String token) {
                return used.isUsed(kind, SecretHash.of(token).hex());
            }
        };
    }
}
