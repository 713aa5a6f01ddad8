package dev.narthex.console;

import dev.narthex.apps.App;
import dev.narthex.apps.AppStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.console.AppsView;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.Pill;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import java.util.Optional;

/// All apps.
public final class AppsPage {
    private static final int LIMIT = 50;

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final AppStore apps;

    public AppsPage(ConsoleResponder console, ConsolePages pages, AppStore apps) {
        this.console = console;
        this.pages = pages;
        this.apps = apps;
    }

    static Pill pill(App app) {
        return app.active() ? new Pill("Active", "good") : new Pill("Inactive", "off");
    }

    /// GET `/admin/apps`.
    public Response show(Request request) {
        return console.as(request, Right.ALL, admin -> {
            var found = apps.page(request.query().first("after"), LIMIT);
            var rows = found.stream().map(AppsPage::row).toList();
            var next = Optional.of(Section.APPS.path() + "?after=")
                    .filter(_ -> found.size() == LIMIT)
                    .map(it -> it + found.getLast().id());
            return pages.apps(new AppsView(console.shell(request, admin, Section.APPS, "Apps"), rows, next));
        });
    }

    private static AppsView.Row row(App app) {
        return new AppsView.Row(AppPage.path(app), app.label(), app.clientId(), AppKind.wordFor(app), pill(app));
    }
}
