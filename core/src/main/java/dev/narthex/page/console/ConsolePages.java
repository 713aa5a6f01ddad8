package dev.narthex.page.console;

import dev.narthex.http.Response;
import dev.narthex.page.Assets;
import dev.narthex.page.Pages;
import dev.narthex.page.generated.console.JteappFormGenerated;
import dev.narthex.page.generated.console.JteappGenerated;
import dev.narthex.page.generated.console.JteappsGenerated;
import dev.narthex.page.generated.console.JteconfirmGenerated;
import dev.narthex.page.generated.console.JteeventsGenerated;
import dev.narthex.page.generated.console.JteformGenerated;
import dev.narthex.page.generated.console.JtegroupGenerated;
import dev.narthex.page.generated.console.JtegroupsGenerated;
import dev.narthex.page.generated.console.JtehandoverGenerated;
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

    /// A secret, for the eyes of whoever asked.
    public Response handover(HandoverView view) {
        return pages.own(200, out -> JtehandoverGenerated.render(out, null, assets, view));
    }

    public Response groups(int status, GroupsView view) {
        return pages.own(status, out -> JtegroupsGenerated.render(out, null, assets, view));
    }

    public Response group(int status, GroupView view) {
        return pages.own(status, out -> JtegroupGenerated.render(out, null, assets, view));
    }

    public Response apps(AppsView view) {
        return pages.own(200, out -> JteappsGenerated.render(out, null, assets, view));
    }

    public Response app(AppDetail view) {
        return pages.own(200, out -> JteappGenerated.render(out, null, assets, view));
    }

    public Response appForm(int status, AppForm view) {
        return pages.own(status, out -> JteappFormGenerated.render(out, null, assets, view));
    }

    public Response events(EventsView view) {
        return pages.own(200, out -> JteeventsGenerated.render(out, null, assets, view));
    }
}
