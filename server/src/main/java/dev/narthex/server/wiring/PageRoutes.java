package dev.narthex.server.wiring;

import dev.narthex.consent.ConsentPage;
import dev.narthex.http.Router;
import dev.narthex.mail.LetterboxPage;
import dev.narthex.page.Assets;
import dev.narthex.signin.ChooseAccountPage;
import dev.narthex.signin.SignInPage;
import dev.narthex.signin.SignOutPage;

/// Which page is where.
final class PageRoutes {
    private PageRoutes() {}

    static void add(Router router, Foundation base) {
        var signingIn = base.signingIn;
        var signIn = new SignInPage(
                new SignInPage.Rooms(
                        signingIn.passwords,
                        signingIn.throttle,
                        base.paused,
                        base.apps,
                        base.people,
                        () -> base.enrollments.current().open()),
                new SignInPage.Browser(base.sessions, base.devices, base.forms, base.proofs),
                base.pages,
                signingIn.log,
                base.world.clock());
        var choose = new ChooseAccountPage(
                base.paused,
                base.apps,
                new ChooseAccountPage.Browser(base.sessions, base.forms, base.people),
                base.pages);
        router.get(ChooseAccountPage.PATH, choose::show).post(ChooseAccountPage.PATH, choose::submit);
        router.get("/login/login.htm", signIn::show).post("/login/login.htm", signIn::submit);
        signOut(router, base);
        consent(router, base);
        AccountRoutes.add(router, base);
        ConsoleRoutes.add(router, base);
        router.get(Assets.ROUTE, base.assets);
        base.world
                .ways()
                .post()
                .shown()
                .ifPresent(letterbox -> letterbox(router, new LetterboxPage(letterbox, base.pages)));
    }

    private static void signOut(Router router, Foundation base) {
        var roles = base.world.storage().roles();
        var views = new SignOutPage.Views(
                base.pages,
                base.origins,
                base.farewell.front,
                id -> !roles.of(id).isEmpty());
        var signOut = new SignOutPage(base.sessions, base.forms, base.people, views, base.log);
        router.get("/login/signout", signOut::show).post("/login/signout", signOut::submit);
        router.get("/", signOut::home).get("/app/UserHome", signOut::home);
    }

    private static void consent(Router router, Foundation base) {
        var storage = base.world.storage();
        var consent = new ConsentPage(
                new ConsentPage.Rooms(base.paused, base.apps, base.servers, base.people),
                new ConsentPage.Browser(base.sessions, base.forms),
                new ConsentPage.Record(storage.grants(), base.log, base.ids, base.world.clock()),
                base.pages);
        router.get("/consent", consent::show).post("/consent", consent::submit);
    }

    private static void letterbox(Router router, LetterboxPage page) {
        router.get(LetterboxPage.PATH, page::list)
                .get(LetterboxPage.PATH + "/{mail}", page::show)
                .get(LetterboxPage.PATH + "/{mail}/html", page::html);
    }
}
