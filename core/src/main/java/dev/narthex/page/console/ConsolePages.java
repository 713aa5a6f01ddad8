package dev.narthex.page.console;

import dev.narthex.http.Response;
import dev.narthex.page.Assets;
import dev.narthex.page.Pages;
import dev.narthex.page.generated.console.JteconfirmGenerated;
import dev.narthex.page.generated.console.JteeventsGenerated;
import dev.narthex.page.generated.console.JteformGenerated;
import dev.narthex.page.generated.console.JtegroupGenerated;
import dev.narthex.page.generated.console.JtegroupsGenerated;
import dev.narthex.page.generated.console.JtelinkGenerated;
import dev.narthex.page.generated.console.JtepeopleGenerated;
import dev.narthex.page.generated.console.JtepersonGenerated;

/// The console's pages as HTML, with the same headers as all others.
public final class ConsolePages {
    private final Assets assets;
    private final Pages pages;

    public ConsolePages(Assets assets, Pages pages) {
        this.assets = assets;
        this.pages = pages;
    }

    public Response people(PeopleView view) {
        return pages.own(200, out -> JtepeopleGenerated.render(out, null, assets, view));
    }

    public Response person(PersonView view) {
        return pages.own(200, out -> JtepersonGenerated.render(out, null, assets, view));
    }

    public Response form(int status, PersonForm view) {
        return pages.own(status, out -> JteformGenerated.render(out, null, assets, view));
    }

    public Response confirm(ConfirmView view) {
        return pages.own(200, out -> JteconfirmGenerated.render(out, null, assets, view));
    }

    /// A link, shown this once.
    public Response link(LinkView view) {
        return pages.own(200, out -> JtelinkGenerated.render(out, null, assets, view));
    }

    public Response groups(int status, GroupsView view) {
        return pages.own(status, out -> JtegroupsGenerated.render(out, null, assets, view));
    }

    public Response group(int status, GroupView view) {
        return pages.own(status, out -> JtegroupGenerated.render(out, null, assets, view));
    }

    public Response events(EventsView view) {
        return pages.own(200, out -> JteeventsGenerated.render(out, null, assets, view));
    }
}
