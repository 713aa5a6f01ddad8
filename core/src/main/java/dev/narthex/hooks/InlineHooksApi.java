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
import java.util.function.Predicate;

/// `/api/v1/inlineHooks`: makes, changes and tries hooks.
public final class InlineHooksApi {
    private static final int MOST = 100;

    private final InlineHookStore store;
    private final HookCalls calls;
    private final HookReader reader;
    private final HookJson json;
    private final Predicate<String> inUse;
    private final Record record;

    /// How changes are named, timed and put on record.
    public record Record(Ids ids, InstantSource clock, SystemLog log) {}

    /// Where we are, which addresses may be called, and which hooks, by id, a policy names.
    public record Setting(String baseUrl, AddressRules addresses, Predicate<String> inUse) {}

    public InlineHooksApi(InlineHookStore store, HookCalls calls, Setting setting, Record record) {
        this.store = store;
        this.calls = calls;
        this.reader = new HookReader(calls.sealer(), setting.addresses());
        this.json = new HookJson(setting.baseUrl());
        this.inUse = setting.inUse();
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
        String name = HookReader.name(body);
        String type = body.requiredText("type", 100);
        if (!type.isEmpty() && HookType.of(type).isEmpty()) {
            body.fault("type", "is not a type of hook that is supported");
        }
        var channel = reader.whole(body, Optional.empty());
        return sound(request, body).orElseGet(() -> {
            Instant now = record.clock().instant();
            var times = new InlineHook.Times(now, now);
            // Like Okta's, a new hook is active.
            var hook = new InlineHook(
                    record.ids().next("cal"), name, HookType.of(type).orElseThrow(), true, channel, times);
            return changed(request, caller, EventType.HOOK_CREATED, store.create(hook, MOST));
        });
    }

    public Response show(Request request, Caller caller) {
        return found(request, hook -> Response.json(200, json.of(hook)));
    }

    /// PUT: what is not sent is gone.
    public Response replace(Request request, Caller caller) {
        return found(request, hook -> {
            var body = of(request, hook);
            String name = HookReader.name(body);
            return replace(request, caller, body, hook.id(), name, reader.whole(body, Optional.of(hook.channel())));
        });
    }

    /// POST: what is not sent stays.
    public Response update(Request request, Caller caller) {
        return found(request, hook -> {
            var body = of(request, hook);
            String name = body.has("name") ? HookReader.name(body) : hook.name();
            return replace(request, caller, body, hook.id(), name, reader.part(body, hook.channel()));
        });
    }

    private static Fields of(Request request, InlineHook hook) {
        var body = Fields.of(request.json());
        if (!body.text("type", 100)
                .orElse(hook.type().wire())
                .equals(hook.type().wire())) {
            body.fault("type", "of a hook can't be changed");
        }
        return body;
    }

    private Response replace(Request request, Caller caller, Fields body, String id, String name, Channel channel) {
        return sound(request, body)
                .orElseGet(() -> changed(
                        request,
                        caller,
                        EventType.HOOK_UPDATED,
                        store.replace(id, name, channel, record.clock().instant())));
    }

    private static Optional<Response> sound(Request request, Fields body) {
        return body.error("inlineHook").map(error -> error.response(request));
    }

    public Response activate(Request request, Caller caller) {
        String id = request.pathParameter("hook");
        return changed(
                request,
                caller,
                EventType.HOOK_ACTIVATED,
                store.activate(id, record.clock().instant()));
    }

    public Response deactivate(Request request, Caller caller) {
        String id = request.pathParameter("hook");
        return changed(
                request,
                caller,
                EventType.HOOK_DEACTIVATED,
                store.deactivate(id, record.clock().instant()));
    }

    public Response delete(Request request, Caller caller) {
        return found(request, hook -> {
            if (inUse.test(hook.id())) return refused(request, "id: a policy's rule asks this hook");
            if (hook.active() || !store.delete(hook.id())) {
                return refused(request, "status: the hook must be deactivated before it is deleted");
            }
            log(request, caller, hook, EventType.HOOK_DELETED);
            return Response.empty(204);
        });
    }

    /// Sends the body to the hook as it is, and answers with what came back: for trying it.
    public Response execute(Request request, Caller caller) {
        return found(request, hook -> switch (calls.ask(hook, request.json(), request)) {
            case HookAnswer.Answered(var reply) -> Response.json(200, reply.body());
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

    private Response changed(Request request, Caller caller, EventType event, Change change) {
        return switch (change) {
            case Change.Done(var hook) -> {
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
