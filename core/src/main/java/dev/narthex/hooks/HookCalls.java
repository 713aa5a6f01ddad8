package dev.narthex.hooks;

import dev.narthex.crypt.Sealer;
import dev.narthex.hooks.HookAnswer.Answered;
import dev.narthex.hooks.HookAnswer.Cause;
import dev.narthex.hooks.HookAnswer.Failed;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.http.Request;
import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.outbound.Outbound;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Asks hooks: once, and a second time if the first try failed in a way that may pass. No more than a few at a time of
/// each hook, so that a slow one holds up those who need it and nobody else.
public final class HookCalls {
    private static final int UNDER_WAY = 64;

    private final Outbound outbound;
    private final Sealer sealer;
    private final SystemLog log;
    /// By the id of the hook: as many as were ever asked.
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

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
        var place = free.computeIfAbsent(hook.id(), _ -> new Semaphore(UNDER_WAY));
        if (!place.tryAcquire()) return noted(hook, request, new Failed(Cause.SILENT, "it is being asked too often"));
        try {
            return noted(hook, request, answer(send(hook, Json.write(question))));
        } finally {
            place.release();
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
        if (answered.status() == 204) return new Answered(HookReply.NOTHING);
        if (answered.status() != 200) return new Failed(Cause.ERROR, "status " + answered.status());
        try {
            return HookReply.read(Json.readObject(answered.body()))
                    .<HookAnswer>map(Answered::new)
                    .orElseGet(() -> new Failed(Cause.UNREADABLE, "the answer's commands are none"));
        } catch (BadRequest _) {
            return new Failed(Cause.UNREADABLE, "the answer is not a JSON object");
        }
    }

    private HookAnswer noted(InlineHook hook, Request request, HookAnswer answer) {
        var refusal = switch (answer) {
            case Answered _ -> Optional.<String>empty();
            case Failed(var cause, var reason) -> Optional.of(cause + ": " + reason);
        };
        note(EventType.HOOK_EXECUTED, hook, request, refusal);
        return answer;
    }

    /// Puts on record what was made of the reply; `refusal` says why nothing was.
    void processed(InlineHook hook, Request request, Optional<String> refusal) {
        note(EventType.HOOK_PROCESSED, hook, request, refusal);
    }

    private void note(EventType event, InlineHook hook, Request request, Optional<String> refusal) {
        Target target = InlineHooksApi.target(hook);
        var entry = refusal.map(reason -> Entry.failure(event, Actor.SYSTEM, reason, target))
                .orElseGet(() -> Entry.success(event, Actor.SYSTEM, target));
        log.write(request, Optional.empty(), entry);
    }
}
