package dev.narthex.server.wiring;

import dev.narthex.account.AccountPage;
import dev.narthex.account.EmailPage;
import dev.narthex.account.OwnPasswordPage;
import dev.narthex.account.ProfilePage;
import dev.narthex.account.SelfResponder;
import dev.narthex.account.WelcomeResponder;
import dev.narthex.delegation.Withdrawal;
import dev.narthex.flow.FormResponder;
import dev.narthex.flow.Throttle;
import dev.narthex.http.Router;
import dev.narthex.recovery.LinkPurpose;

/// Where people look after their own accounts.
final class SelfRoutes {
    private SelfRoutes() {}

    static void add(Router router, Foundation base, FormResponder forms, WelcomeResponder welcome) {
        var storage = base.world.storage();
        var clock = base.world.clock();
        var self = new SelfResponder(base.sessions, storage.users(), base.forms, base.pages);
        var schemas = base.schemas;
        var throttle = new Throttle(clock);
        var withdrawal = new Withdrawal(storage.grants(), base.revocations, base.servers, base.world.issuers());
        var account = new AccountPage(
                self,
                new AccountPage.Directory(
                        base.accounts, base.accountPasswords, schemas, base.sessions, storage.log(), clock),
                new AccountPage.Given(storage.grants(), withdrawal, base.apps, base.servers),
                base.log,
                base.pages);
        var profile = new ProfilePage(self, base.accounts, schemas, base.log, clock);
        var people = new OwnPasswordPage.People(base.accounts, base.accountPasswords, base.links);
        var password = new OwnPasswordPage(self, people, welcome, throttle, base.log);
        var email = new EmailPage(
                self,
                forms,
                new EmailPage.People(storage.users(), base.accounts, base.accountPasswords),
                new EmailPage.Post(base.links, base.mailer),
                new EmailPage.Record(throttle, base.log, clock));
        router.get(SelfResponder.PATH, account::show)
                .post(SelfResponder.PATH + "/sessions", account::endSessions)
                .post(SelfResponder.PATH + "/consents", account::withdraw);
        router.get(ProfilePage.PATH, profile::show).post(ProfilePage.PATH, profile::submit);
        router.get(OwnPasswordPage.PATH, password::show).post(OwnPasswordPage.PATH, password::submit);
        router.get(EmailPage.PATH, email::show).post(EmailPage.PATH, email::submit);
        String proof = LinkPurpose.EMAIL_CHANGE.path() + "{token}";
        router.get(proof, email::showProof).post(proof, email::submitProof);
    }
}
