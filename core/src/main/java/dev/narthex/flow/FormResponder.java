package dev.narthex.flow;

import dev.narthex.apps.Apps;
import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.Action;
import dev.narthex.page.AppView;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.session.Devices;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shows forms to browsers that nobody is signed in with, and knows its own when they come back.
public final class FormResponder {
    private final Pages pages;
    private final Tools tools;

    /// What ties a form to a browser, and to the request that waits.
    public record Tools(Devices devices, FormTokens forms, PausedRequests paused, Apps apps) {}

    public FormResponder(Pages pages, Tools tools) {
        this.pages = pages;
        this.tools = tools;
    }

    /// A form, less what ties it to a browser.
    ///
    /// @param more what it carries unseen
    /// @param person whose username it shows
    public record Form(
            FormView.Text text,
            String action,
            ReturnPath back,
            Map<String, String> more,
            Optional<String> person,
            List<Field> fields) {
        public Form {
            more = Map.copyOf(more);
            fields = List.copyOf(fields);
        }

        public Form with(List<Field> others) {
            return new Form(text, action, back, more, person, others);
        }
    }

    /// Where a form that was shown with these parameters leads in the end.
    public static ReturnPath back(Parameters parameters) {
        return parameters.first("fromURI").flatMap(ReturnPath::parse).orElse(ReturnPath.HOME);
    }

    /// Whether the form was served by us to this very browser.
    public boolean isOurs(Request request, Parameters fields) {
        return tools.devices()
                .token(request)
                .filter(device ->
                        tools.forms().isForDevice(fields.first("token").orElse(""), device))
                .isPresent();
    }

    /// A name for the browser that tells nobody its token; empty for one without.
    public Optional<String> browser(Request request) {
        return tools.devices().token(request).map(token -> SecretHash.of(token).hex());
    }

    public Response show(Request request, Form form) {
        return show(request, 200, form, Optional.empty());
    }

    /// The form again: the browser did not prove that it had it from us.
    public Response again(Request request, Form form) {
        return show(
                request,
                400,
                form,
                Optional.of("This page was open for too long, or your browser keeps no cookies for us. Please try"
                        + " again."));
    }

    public Response show(Request request, int status, Form form, Optional<String> error) {
        var device = tools.devices().of(request);
        var target = new FormView.Target(
                form.action(),
                tools.forms().forDevice(device.token()),
                form.back().text(),
                form.more());
        var view =
                new FormView(form.text(), target, form.person(), form.fields(), error, app(form.back()), request.id());
        var page = pages.form(status, view);
        return device.cookie().map(page::with).orElse(page);
    }

    public Response tell(Request request, int status, String title, String text, Optional<Action> next) {
        return pages.message(status, new MessageView(title, text, next, request.id()));
    }

    private Optional<AppView> app(ReturnPath back) {
        return back.oktaKey().map(tools.paused()::open).flatMap(opened -> switch (opened) {
            case Opened.Fresh(var paused) -> Views.app(tools.apps(), paused);
            case Opened.Late(var paused) -> Views.app(tools.apps(), paused);
            case Opened.Unreadable() -> Optional.empty();
        });
    }
}
