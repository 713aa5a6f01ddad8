package dev.narthex.hooks;

import dev.narthex.crypt.Sealer;
import dev.narthex.hooks.HookAnswer.Cause;
import dev.narthex.hooks.HookAnswer.Failed;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.http.Request;
import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.outbound.Outbound;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Asks hooks: once, and a second time if the first try failed in a way that may pass. No more than a few at a time, so
/// that a slow hook holds up those who need it and nobody else.
public final class HookCalls {
    private static final int UNDER_WAY = 64;

    private final Outbound outbound;
    private final Sealer sealer;
    private final SystemLog log;
    private final Semaphore free = new Semaphore(UNDER_WAY);

    /// @param sealer of the hooks' secrets
    public HookCalls(Outbound outbound, Sealer sealer, SystemLog log) {
        this.outbound = outbound;
        this.sealer = sealer;
        this.log = log;
    }

    Sealer sealer() {
        return sealer;
    }

    /// @param request what we were doing when we asked
    HookAnswer ask(InlineHook hook, Map<String, Object> question, Request request) {
        if (!free.tryAcquire()) return noted(hook, request, new Failed(Cause.SILENT, "too many hooks are being asked"));
        try {
            return noted(hook, request, answer(send(hook, Json.write(question))));
        } finally {
            free.release();
        }
    }

    private Answer send(InlineHook hook, byte[] question) {
        var call = call(hook, question);
        var first = outbound.send(call);
        return mayPass(first) ? outbound.send(call) : first;
    }

    private Call call(InlineHook hook, byte[] question) {
        var channel = hook.channel();
        var call = Call.post(URI.create(channel.uri()), "application/json", question)
                .with("Accept", "application/json");
        for (var header : channel.headers()) call = call.with(header.key(), header.value());
        if (channel.authentication().isEmpty()) return call;
        var authentication = channel.authentication().get();
        var value = sealer.openText(authentication.sealedValue())
                .orElseThrow(() -> new IllegalStateException("a hook's secret is not of this master key"));
        return call.with(authentication.key(), value);
    }

    /// Silence and errors of the server may pass; what it says on purpose does not.
    private static boolean mayPass(Answer answer) {
        return switch (answer) {
            case Answer.Answered answered -> answered.status() >= 500;
            case Answer.Failed(var cause, var _) ->
                cause == Answer.Cause.TIMEOUT || cause == Answer.Cause.UNREACHABLE || cause == Answer.Cause.BROKEN;
            case Answer.Refused _ -> false;
        };
    }

    private static HookAnswer answer(Answer answer) {
        return switch (answer) {
            case Answer.Answered answered -> read(answered);
            case Answer.Refused(var reason) -> new Failed(Cause.UNREADABLE, reason);
            case Answer.Failed(var cause, var detail) ->
                new Failed(cause == Answer.Cause.TIMEOUT ? Cause.SILENT : Cause.UNREADABLE, cause + " " + detail);
        };
    }

    private static HookAnswer read(Answer.Answered answered) {
        if (answered.status() == 204) return new HookAnswer.Answered(Map.of());
        if (answered.status() != 200) return new Failed(Cause.ERROR, "status " + answered.status());
        try {
            return new HookAnswer.Answered(Json.readObject(answered.body()));
        } catch (BadRequest _) {
            return new Failed(Cause.UNREADABLE, "the answer is not a JSON object");
        }
    }

    private HookAnswer noted(InlineHook hook, Request request, HookAnswer answer) {
        var target = InlineHooksApi.target(hook);
        var entry = switch (answer) {
            case HookAnswer.Answered _ -> Entry.success(EventType.HOOK_EXECUTED, Actor.SYSTEM, target);
            case Failed(var cause, var reason) ->
                Entry.failure(EventType.HOOK_EXECUTED, Actor.SYSTEM, cause + ": " + reason, target);
        };
        log.write(request, Optional.empty(), entry);
        return answer;
    }
}
