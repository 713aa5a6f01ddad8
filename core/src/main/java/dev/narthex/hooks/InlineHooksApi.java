package dev.narthex.hooks;

import dev.narthex.access.Caller;
import dev.narthex.hooks.InlineHook.Channel;
import dev.narthex.hooks.InlineHookStore.Change;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.outbound.AddressRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/inlineHooks`: makes, changes and tries hooks.
public final class InlineHooksApi {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 255;

    private final InlineHookStore store;
    private final HookCalls calls;
    private final HookReader reader;
    private final HookJson json;
    private final Record record;

    /// How changes are named, timed and put on record.
    public record Record(Ids ids, InstantSource clock, SystemLog log) {}

    /// Where we are, and which addresses may be called.
    public record Setting(String baseUrl, AddressRules addresses) {}

    public InlineHooksApi(InlineHookStore store, HookCalls calls, Setting setting, Record record) {
        this.store = store;
        this.calls = calls;
        this.reader = new HookReader(calls.sealer(), setting.addresses());
        this.json = new HookJson(setting.baseUrl());
        this.record = record;
    }

    public Response list(Request request, Caller caller) {
        var type = request.query().first("type");
        return Response.json(
                200,
                json.of(store.all().stream()
                        .filter(hook -> type.map(hook.type().wire()::equals).orElse(true))
                        .toList()));
    }

    public Response create(Request request, Caller caller) {
        var body = Fields.of(request.json());
        String name = body.requiredText("name", LONGEST_NAME);
        var type = HookType.of(body.requiredText("type", 100));
        if (body.has("type") && type.isEmpty()) body.fault("type", "is not a type of hook that is supported");
        var channel = reader.channel(body, Optional.empty());
        var error = body.error("inlineHook");
        if (error.isPresent()) return error.get().response(request);
        Instant now = record.clock().instant();
        // Like Okta's, a new hook is active; but only one at a time vouches for passwords.
        boolean active = type.orElseThrow() != HookType.PASSWORD_IMPORT || noOtherVouches();
        var times = new InlineHook.Times(now, now);
        var hook = new InlineHook(record.ids().next("cal"), name, type.orElseThrow(), active, channel, times);
        return changed(request, caller, hook, EventType.HOOK_CREATED, store.create(hook, MOST));
    }

    private boolean noOtherVouches() {
        return store.all().stream().noneMatch(hook -> hook.active() && hook.type() == HookType.PASSWORD_IMPORT);
    }

    public Response show(Request request, Caller caller) {
        return found(request, hook -> Response.json(200, json.of(hook)));
    }

    public Response replace(Request request, Caller caller) {
        return found(request, hook -> {
            var body = Fields.of(request.json());
            String name = body.requiredText("name", LONGEST_NAME);
            Channel channel = reader.channel(body, Optional.of(hook.channel()));
            var error = body.error("inlineHook");
            if (error.isPresent()) return error.get().response(request);
            var times =
                    new InlineHook.Times(hook.times().created(), record.clock().instant());
            var now = new InlineHook(hook.id(), name, hook.type(), hook.active(), channel, times);
            return changed(request, caller, now, EventType.HOOK_UPDATED, store.replace(now));
        });
    }

    public Response activate(Request request, Caller caller) {
        return found(request, hook -> {
            var now = hook.with(true, record.clock().instant());
            return changed(request, caller, now, EventType.HOOK_ACTIVATED, store.replace(now));
        });
    }

    public Response deactivate(Request request, Caller caller) {
        return found(request, hook -> {
            var now = hook.with(false, record.clock().instant());
            return changed(request, caller, now, EventType.HOOK_DEACTIVATED, store.replace(now));
        });
    }

    public Response delete(Request request, Caller caller) {
        return found(request, hook -> {
            if (hook.active() || !store.delete(hook.id())) {
                return OktaError.invalid("inlineHook", "status: the hook must be deactivated before it is deleted")
                        .response(request);
            }
            log(request, caller, hook, EventType.HOOK_DELETED);
            return Response.empty(204);
        });
    }

    /// Sends the body to the hook as it is, and answers with what came back: for trying it.
    public Response execute(Request request, Caller caller) {
        return found(request, hook -> switch (calls.ask(hook, request.json(), request)) {
            case HookAnswer.Answered(var body) -> Response.json(200, body);
            case HookAnswer.Failed(var cause, var reason) ->
                failure(cause, reason).response(request);
        });
    }

    private static OktaError failure(HookAnswer.Cause cause, String reason) {
        return switch (cause) {
            case SILENT -> OktaError.of(504, "E0000137", "The inline hook did not answer: " + reason);
            case UNREADABLE -> OktaError.of(502, "E0000134", "The inline hook could not be reached: " + reason);
            case ERROR -> OktaError.of(400, "E0000135", "The inline hook answered with an error: " + reason);
        };
    }

    private Response found(Request request, Function<InlineHook, Response> answer) {
        String id = request.pathParameter("hook");
        return store.byId(id).map(answer).orElseGet(() -> unknown(request));
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("hook"), "InlineHook").response(request);
    }

    private Response changed(Request request, Caller caller, InlineHook hook, EventType event, Change change) {
        return switch (change) {
            case Change.Done() -> {
                log(request, caller, hook, event);
                yield Response.json(200, json.of(hook));
            }
            case Change.NameTaken() -> refused(request, "name: a hook with this name already exists");
            case Change.OtherActive() -> refused(request, "type: another hook of this type is active");
            case Change.TooMany() -> refused(request, "there can't be more than " + MOST + " hooks");
            case Change.Unknown() -> unknown(request);
        };
    }

    private static Response refused(Request request, String cause) {
        return OktaError.invalid("inlineHook", cause).response(request);
    }

    private void log(Request request, Caller caller, InlineHook hook, EventType event) {
        record.log().write(request, Optional.empty(), Entry.success(event, caller.actor(), target(hook)));
    }

    static Target target(InlineHook hook) {
        return new Target(hook.id(), "InlineHook", hook.type().wire(), hook.name());
    }
}
