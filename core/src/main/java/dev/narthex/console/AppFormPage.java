package dev.narthex.console;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.clients.AppJson;
import dev.narthex.clients.AppReader;
import dev.narthex.clients.Draft;
import dev.narthex.clients.Registrar;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.page.Field;
import dev.narthex.page.console.AppForm;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes an app, and changes what people change of one. Both go the way of the Apps API: by its JSON, through its
/// reader.
public final class AppFormPage {
    static final String PATH = "/admin/apps/new";
    private static final String REDIRECT = "redirect_uris";
    private static final String SIGNED_OUT = "post_logout_redirect_uris";

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final Registrar registrar;
    private final AppReader reader;
    private final AppJson json;

    public AppFormPage(
            ConsoleResponder console, ConsolePages pages, Registrar registrar, AppReader reader, AppJson json) {
        this.console = console;
        this.pages = pages;
        this.registrar = registrar;
        this.reader = reader;
        this.json = json;
    }

    /// What was typed.
    private record Typed(
            String label, AppKind kind, String redirect, String signedOut, boolean consent, boolean everyone) {
        static Typed of(Parameters fields) {
            return new Typed(
                    fields.first("label").orElse("").strip(),
                    fields.first("kind").flatMap(AppKind::named).orElse(AppKind.SINGLE_PAGE),
                    fields.first(REDIRECT).orElse(""),
                    fields.first(SIGNED_OUT).orElse(""),
                    fields.has("consent"),
                    fields.has("everyone"));
        }

        static Typed of(AppSettings settings) {
            var oauth = settings.oauth();
            return new Typed(
                    settings.label(),
                    AppKind.SINGLE_PAGE,
                    String.join("\n", oauth.redirectUris()),
                    String.join("\n", oauth.postLogoutRedirectUris()),
                    oauth.consentMethod() == AppSettings.ConsentMethod.REQUIRED,
                    settings.everyone());
        }

        /// Client metadata, as far as the form has it.
        Map<String, Object> metadata() {
            return Map.of(
                    REDIRECT,
                    lines(redirect),
                    SIGNED_OUT,
                    lines(signedOut),
                    "consent_method",
                    consent ? "REQUIRED" : "TRUSTED");
        }

        private static List<String> lines(String text) {
            return Arrays.stream(text.split("\\s+"))
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /// GET `/admin/apps/new`.
    public Response fresh(Request request) {
        return console.as(request, Right.ALL, admin -> {
            var empty = new Typed("", AppKind.SINGLE_PAGE, "", "", false, true);
            return pages.appForm(200, form(request, admin, empty, Optional.empty(), List.of()));
        });
    }

    /// POST `/admin/apps/new`.
    public Response create(Request request) {
        return console.changing(request, Right.ALL, (admin, fields) -> {
            var typed = Typed.of(fields);
            var wish = Fields.of(wish(typed));
            var draft = reader.read(wish, Optional.empty());
            return refusal(request, admin, typed, Optional.empty(), wish)
                    .orElseGet(() -> created(request, admin, draft));
        });
    }

    private static Map<String, Object> wish(Typed typed) {
        var client = new LinkedHashMap<>(typed.kind().metadata());
        client.putAll(typed.metadata());
        var credentials = Map.of("token_endpoint_auth_method", typed.kind().method());
        return Map.of(
                "label", typed.label(),
                "credentials", Map.of("oauthClient", credentials),
                "settings", Map.of("implicitAssignment", typed.everyone(), "oauthClient", client));
    }

    private Response created(Request request, Administrator admin, Draft draft) {
        // Nobody chose the client id, so nobody has it.
        var app = registrar.register(draft, true).orElseThrow();
        console.record(request, admin, EventType.APP_CREATE, AppPage.target(app));
        return Response.seeOther(AppPage.path(app) + "?done=created");
    }

    /// GET `/admin/apps/{app}/edit`.
    public Response show(Request request) {
        return console.as(
                request,
                Right.ALL,
                admin -> of(
                        request,
                        app -> pages.appForm(
                                200, form(request, admin, Typed.of(app.settings()), Optional.of(app), List.of()))));
    }

    /// POST `/admin/apps/{app}/edit`. What the form does not show stays.
    public Response save(Request request) {
        return console.changing(
                request,
                Right.ALL,
                (admin, fields) -> of(request, app -> {
                    var typed = Typed.of(fields);
                    var wish = Fields.of(changed(app, typed));
                    var draft = reader.read(wish, Optional.of(app.settings()));
                    return refusal(request, admin, typed, Optional.of(app), wish)
                            .orElseGet(() -> saved(request, admin, app, draft));
                }));
    }

    @SuppressWarnings("unchecked") // an app's own JSON has these objects
    private Map<String, Object> changed(App app, Typed typed) {
        var whole = new LinkedHashMap<>(json.of(app));
        var settings = new LinkedHashMap<>((Map<String, Object>) whole.get("settings"));
        var client = new LinkedHashMap<>((Map<String, Object>) settings.get("oauthClient"));
        client.putAll(typed.metadata());
        settings.put("oauthClient", client);
        settings.put("implicitAssignment", typed.everyone());
        whole.put("settings", settings);
        whole.put("label", typed.label());
        return whole;
    }

    private Response saved(Request request, Administrator admin, App app, Draft draft) {
        return registrar
                .replace(app.id(), draft)
                .map(after -> {
                    console.record(request, admin, EventType.APP_UPDATE, AppPage.target(after));
                    return Response.seeOther(AppPage.path(after) + "?done=saved");
                })
                .orElseGet(() -> console.gone(request, "app", Section.APPS.path()));
    }

    private Optional<Response> refusal(
            Request request, Administrator admin, Typed typed, Optional<App> app, Fields wish) {
        return wish.error("application")
                .map(error -> pages.appForm(400, form(request, admin, typed, app, error.causes())));
    }

    private Response of(Request request, Function<App, Response> then) {
        return registrar
                .byId(request.pathParameter("app"))
                .map(then)
                .orElseGet(() -> console.gone(request, "app", Section.APPS.path()));
    }

    private AppForm form(Request request, Administrator admin, Typed typed, Optional<App> app, List<String> causes) {
        var faults = new AppFaults(causes);
        var kinds = app.isPresent() ? List.<AppForm.Kind>of() : kinds(typed.kind());
        return new AppForm(
                console.shell(
                        request,
                        admin,
                        Section.APPS,
                        app.map(it -> "Change " + it.label()).orElse("Add an app")),
                app.isPresent() ? "Save" : "Add",
                app.map(it -> AppPage.path(it) + "/edit").orElse(PATH),
                app.map(AppPage::path).orElse(Section.APPS.path()),
                Field.text("label", "Name", typed.label(), "off")
                        .asRequired(true)
                        .with(faults.of("label")),
                kinds,
                List.of(
                        new AppForm.Lines(REDIRECT, "Redirect URIs", typed.redirect(), faults.of(REDIRECT)),
                        new AppForm.Lines(
                                SIGNED_OUT, "URIs after signing out", typed.signedOut(), faults.of(SIGNED_OUT))),
                new AppForm.Ticks(typed.consent(), typed.everyone()),
                faults.others());
    }

    private static List<AppForm.Kind> kinds(AppKind chosen) {
        return Arrays.stream(AppKind.values())
                .map(it -> new AppForm.Kind(it.name(), it.label(), it.hint(), it == chosen))
                .toList();
    }
}
