package dev.narthex.server.wiring;

import dev.narthex.account.ExpiredPasswordPage;
import dev.narthex.account.LinkRequestPage;
import dev.narthex.account.LinkRequestPage.Wish;
import dev.narthex.account.NewPasswordPage;
import dev.narthex.account.OwnPasswordPage;
import dev.narthex.account.RecoveryQuestion;
import dev.narthex.account.UnlockPage;
import dev.narthex.account.WelcomeResponder;
import dev.narthex.crypt.Sealer;
import dev.narthex.flow.FormResponder;
import dev.narthex.flow.Throttle;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.registration.RegisterPage;
import dev.narthex.registration.Registrations;

/// Where people recover, activate and look after their accounts.
final class AccountRoutes {
    private final Router router;
    private final Foundation base;
    private final FormResponder forms;
    private final WelcomeResponder welcome;

    private AccountRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        this.forms = new FormResponder(
                base.pages, new FormResponder.Tools(base.devices, base.forms, base.paused, base.apps));
        this.welcome = new WelcomeResponder(base.sessions, base.signingIn.passwordNotice, base.log);
    }

    static void add(Router router, Foundation base) {
        var routes = new AccountRoutes(router, base);
        routes.requests();
        routes.links();
        routes.expired();
        routes.registration();
        SelfRoutes.add(router, base, routes.forms, routes.welcome);
        router.get("/.well-known/change-password", _ -> Response.found(OwnPasswordPage.PATH));
    }

    private void requests() {
        for (Wish wish : Wish.values()) {
            var page = new LinkRequestPage(wish, base.signingIn.linkRequests, forms, base.log);
            router.get(wish.path(), page::show).post(wish.path(), page::submit);
        }
    }

    private void links() {
        var question = new RecoveryQuestion(base.passwordDemands, base.signingIn.answers);
        newPassword(LinkPurpose.ACTIVATION, question);
        newPassword(LinkPurpose.PASSWORD_RESET, question);
        var desk = new UnlockPage.Desk(base.signingIn.desk, base.links, question);
        var unlock = new UnlockPage(desk, base.accounts, forms, base.log);
        String path = LinkPurpose.UNLOCK.path() + "{token}";
        router.get(path, unlock::show).post(path, unlock::submit);
    }

    private void newPassword(LinkPurpose purpose, RecoveryQuestion question) {
        var page = new NewPasswordPage(purpose, base.signingIn.desk, question, forms, welcome);
        String path = purpose.path() + "{token}";
        router.get(path, page::show).post(path, page::submit);
    }

    private void expired() {
        var passwords = new ExpiredPasswordPage.Passwords(base.world.storage().users(), base.accountPasswords);
        var page = new ExpiredPasswordPage(base.proofs, base.devices, passwords, forms, welcome);
        router.get(ExpiredPasswordPage.PATH, page::show).post(ExpiredPasswordPage.PATH, page::submit);
    }

    private void registration() {
        var storage = base.world.storage();
        var clock = base.world.clock();
        var directory = new Registrations.Directory(
                storage.users(), base.accounts, base.accountPasswords, base.schemas, storage.groups(), base.ids);
        var secrets = base.world.secrets();
        var registrations = new Registrations(
                directory,
                new Registrations.Post(base.links, base.mailer, base.world.evenTime()),
                new Registrations.Secrets(
                        secrets.passwords(), new Sealer(secrets.masterKey(), "registrations", secrets.random())),
                base.hooks.registration(),
                clock);
        var bounds = new RegisterPage.Bounds(new Throttle(clock), address -> !base.world.isLimited(address));
        var page = new RegisterPage(base.enrollments, registrations, forms, welcome, bounds);
        router.get(RegisterPage.PATH, page::show).post(RegisterPage.PATH, page::submit);
        router.get(RegisterPage.DONE, page::showDone);
        String proof = LinkPurpose.REGISTRATION.path() + "{token}";
        router.get(proof, page::showProof).post(proof, page::submitProof);
    }
}
