package dev.narthex.server.wiring;

import dev.narthex.account.ExpiredPasswordPage;
import dev.narthex.account.LinkRequestPage;
import dev.narthex.account.LinkRequestPage.Wish;
import dev.narthex.account.LinkRequests;
import dev.narthex.account.NewPasswordPage;
import dev.narthex.account.PasswordDesk;
import dev.narthex.account.UnlockPage;
import dev.narthex.account.WelcomeResponder;
import dev.narthex.flow.FormResponder;
import dev.narthex.flow.Throttle;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.recovery.LinkPurpose;

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
        this.welcome = new WelcomeResponder(base.sessions, base.mailer, base.log);
    }

    static void add(Router router, Foundation base) {
        var routes = new AccountRoutes(router, base);
        routes.requests();
        routes.links();
        routes.expired();
        router.get("/.well-known/change-password", _ -> Response.found("/account/password"));
    }

    private void requests() {
        var requests = new LinkRequests(
                base.world.storage().users(),
                base.links,
                new Throttle(base.world.clock()),
                base.world.clock(),
                address -> !base.world.isLimited(address));
        for (Wish wish : Wish.values()) {
            var page = new LinkRequestPage(wish, requests, forms, base.log);
            router.get(wish.path(), page::show).post(wish.path(), page::submit);
        }
    }

    private void links() {
        var desk = new PasswordDesk(base.links, base.world.storage().users(), base.accountPasswords);
        newPassword(LinkPurpose.ACTIVATION, desk);
        newPassword(LinkPurpose.PASSWORD_RESET, desk);
        var unlock = new UnlockPage(base.links, base.accounts, forms, base.log);
        String path = LinkPurpose.UNLOCK.path() + "{token}";
        router.get(path, unlock::show).post(path, unlock::submit);
    }

    private void newPassword(LinkPurpose purpose, PasswordDesk desk) {
        var page = new NewPasswordPage(purpose, desk, forms, welcome);
        String path = purpose.path() + "{token}";
        router.get(path, page::show).post(path, page::submit);
    }

    private void expired() {
        var passwords = new ExpiredPasswordPage.Passwords(base.world.storage().users(), base.accountPasswords);
        var page = new ExpiredPasswordPage(base.proofs, base.devices, passwords, forms, welcome);
        router.get(ExpiredPasswordPage.PATH, page::show).post(ExpiredPasswordPage.PATH, page::submit);
    }
}
