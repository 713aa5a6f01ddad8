package dev.narthex.hooks;

import dev.narthex.http.Request;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Wire;
import dev.narthex.policy.Issuers;
import dev.narthex.users.User;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the old system whether a password is right that lies there and not here. Whatever is not a clear yes is a no.
public final class PasswordImport {
    private final InlineHooks hooks;
    private final HookCalls calls;
    private final Issuers issuers;
    private final Ids ids;
    private final InstantSource clock;
    private final SystemLog log;

    /// Where we are and what time it is.
    public record Setting(Issuers issuers, Ids ids, InstantSource clock) {}

    public PasswordImport(InlineHooks hooks, HookCalls calls, Setting setting, SystemLog log) {
        this.hooks = hooks;
        this.calls = calls;
        this.issuers = setting.issuers();
        this.ids = setting.ids();
        this.clock = setting.clock();
        this.log = log;
    }

    /// @param request the request that brought the password
    public boolean vouches(User user, String password, Request request) {
        var hook = hooks.active(HookType.PASSWORD_IMPORT);
        if (hook.isEmpty()) return noted(user, request, Optional.of("no password import hook is active"));
        return switch (calls.ask(hook.get(), question(hook.get(), user, password, request), request)) {
            case HookAnswer.Answered(var body) ->
                noted(user, request, isVerified(body) ? Optional.empty() : Optional.of("UNVERIFIED"));
            case HookAnswer.Failed(var cause, var reason) -> noted(user, request, Optional.of(cause + ": " + reason));
        };
    }

    private boolean noted(User user, Request request, Optional<String> refusal) {
        var actor = SystemLog.actor(user);
        var entry = refusal.map(reason -> Entry.failure(EventType.PASSWORD_IMPORT, actor, reason))
                .orElseGet(() -> Entry.success(EventType.PASSWORD_IMPORT, actor));
        log.write(request, Optional.empty(), entry);
        return refusal.isEmpty();
    }

    private Map<String, Object> question(InlineHook hook, User user, String password, Request request) {
        var question = new LinkedHashMap<String, Object>();
        question.put("eventId", ids.next("f1q"));
        question.put("eventTime", Wire.time(clock.instant()));
        question.put("eventType", hook.type().wire());
        question.put("eventTypeVersion", "1.0");
        question.put("contentType", "application/json");
        question.put("cloudEventVersion", "0.1");
        question.put("source", issuers.baseUrl() + "/api/v1/inlineHooks/" + hook.id());
        var context = Map.of(
                "request", context(request),
                "credential", Map.of("username", user.login(), "password", password));
        question.put("data", Map.of("context", context, "action", Map.of("credential", "UNVERIFIED")));
        return question;
    }

    private static Map<String, Object> context(Request request) {
        return Map.of(
                "id", request.id(),
                "method", request.method(),
                "url", Map.of("value", request.path()),
                "ipAddress", request.remoteAddress());
    }

    private static boolean isVerified(Map<String, Object> answer) {
        return answer.get("commands") instanceof List<?> commands
                && commands.stream().anyMatch(PasswordImport::verifies)
                && commands.stream().noneMatch(PasswordImport::denies);
    }

    private static boolean verifies(Object command) {
        return "VERIFIED".equals(credential(command));
    }

    private static boolean denies(Object command) {
        return "UNVERIFIED".equals(credential(command));
    }

    private static Object credential(Object command) {
        return command instanceof Map<?, ?> map
                        && "com.okta.action.update".equals(map.get("type"))
                        && map.get("value") instanceof Map<?, ?> value
                ? value.get("credential")
                : null;
    }
}
