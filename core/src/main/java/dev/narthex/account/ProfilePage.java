package dev.narthex.account;

import dev.narthex.account.SelfResponder.Form;
import dev.narthex.account.SelfResponder.Me;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Field;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchemas;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where people change those attributes of their profile that the schema leaves to them.
public final class ProfilePage {
    public static final String PATH = "/account/profile";
    /// These have ways of their own.
    private static final Set<String> ELSEWHERE = Set.of("login", "email");

    private final SelfResponder self;
    private final Accounts accounts;
    private final UserSchemas schemas;
    private final SystemLog log;
    private final InstantSource clock;

    public ProfilePage(SelfResponder self, Accounts accounts, UserSchemas schemas, SystemLog log, InstantSource clock) {
        this.self = self;
        this.accounts = accounts;
        this.schemas = schemas;
        this.log = log;
        this.clock = clock;
    }

    /// GET.
    public Response show(Request request) {
        return self.asMe(request, me -> self.form(request, 200, me, form(stored(me.user())), Optional.empty()));
    }

    /// POST of the form. Of all that it brings, what the person may change is taken and nothing else.
    public Response submit(Request request) {
        return self.asMe(request, me -> submit(request, me, request.form()));
    }

    private Response submit(Request request, Me me, Parameters fields) {
        var typed = new LinkedHashMap<String, String>();
        for (Attribute attribute : own()) {
            typed.put(
                    attribute.name(), fields.first(attribute.name()).orElse("").strip());
        }
        var form = form(typed);
        if (!self.isOurs(me, fields)) return self.stale(request, me, form);
        if (form.fields().stream().anyMatch(field -> !field.faults().isEmpty())) {
            return self.form(request, 400, me, form, Optional.empty());
        }
        var result = accounts.edit(me.user().id(), user -> user.with(merged(user.profile(), typed), clock.instant()));
        if (result instanceof AccountResult.AttributeTaken(var name)) {
            return self.form(request, 400, me, taken(form, name), Optional.empty());
        }
        var entry = Entry.success(EventType.USER_UPDATE_PROFILE, SystemLog.actor(me.user()));
        log.write(request, Optional.of(me.session()), entry);
        return SelfResponder.done("profile");
    }

    private static Form taken(Form form, String name) {
        var fields = form.fields().stream()
                .map(field -> field.name().equals(name) ? field.with(List.of("Somebody else has this.")) : field)
                .toList();
        return form.with(fields);
    }

    private Map<String, Object> merged(Map<String, Object> profile, Map<String, String> typed) {
        var merged = new LinkedHashMap<>(profile);
        for (Attribute attribute : own()) {
            String text = typed.getOrDefault(attribute.name(), "");
            if (!text.isEmpty()) merged.put(attribute.name(), attribute.read(text));
            else if (attribute.type() == Attribute.Type.BOOLEAN) merged.put(attribute.name(), false);
            else merged.remove(attribute.name());
        }
        return merged;
    }

    private List<Attribute> own() {
        return schemas.current().attributes().values().stream()
                .filter(attribute -> !ELSEWHERE.contains(attribute.name()))
                .filter(attribute -> attribute.type() != Attribute.Type.ARRAY && attribute.writableBySelf())
                .toList();
    }

    private Map<String, String> stored(User user) {
        var stored = new LinkedHashMap<String, String>();
        own().forEach(it -> stored.put(it.name(), text(user.profile().get(it.name()))));
        return stored;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private Form form(Map<String, String> values) {
        var fields = own().stream()
                .map(attribute -> field(attribute, values.getOrDefault(attribute.name(), "")))
                .toList();
        return new Form("Your profile", "", "Save", PATH, fields);
    }

    private static Field field(Attribute attribute, String value) {
        return AttributeField.of(attribute, attribute.title(), value)
                .asRequired(attribute.required())
                .with(faults(attribute, value));
    }

    private static List<String> faults(Attribute attribute, String value) {
        if (value.isEmpty()) return attribute.required() ? List.of("Fill this in.") : List.of();
        return attribute
                .fault(attribute.read(value))
                .map(reason -> List.of(AttributeField.words(attribute, reason)))
                .orElse(List.of());
    }
}
