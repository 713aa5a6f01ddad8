package dev.narthex.hooks;

import dev.narthex.hooks.HookReply.Command;
import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.users.User;
import java.util.Map;
import java.util.Optional;

/// Asks the old system whether a password is right that lies there and not here. Whatever is not a clear yes is a no.
public final class PasswordImport {
    private final InlineHooks hooks;
    private final HookCalls calls;
    private final HookQuestions questions;
    private final SystemLog log;

    public PasswordImport(InlineHooks hooks, HookCalls calls, HookQuestions questions, SystemLog log) {
        this.hooks = hooks;
        this.calls = calls;
        this.questions = questions;
        this.log = log;
    }

    /// @param request the request that brought the password
    public boolean vouches(User user, String password, Request request) {
        var hook = hooks.active(HookType.PASSWORD_IMPORT);
        if (hook.isEmpty()) return noted(user, request, Optional.of("no password import hook is active"));
        return switch (calls.ask(hook.get(), question(hook.get(), user, password, request), request)) {
            case HookAnswer.Answered(var reply) ->
                noted(user, request, isVerified(reply) ? Optional.empty() : Optional.of("UNVERIFIED"));
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
        var question = questions.envelope(hook, questions.address(hook));
        var context = Map.of(
                "request", HookQuestions.context(request),
                "credential", Map.of("username", user.login(), "password", password));
        question.put("data", Map.of("context", context, "action", Map.of("credential", "UNVERIFIED")));
        return question;
    }

    private static boolean isVerified(HookReply reply) {
        return reply.error().isEmpty()
                && reply.commands().stream().anyMatch(it -> says(it, "VERIFIED"))
                && reply.commands().stream().noneMatch(it -> says(it, "UNVERIFIED"));
    }

    private static boolean says(Command command, String word) {
        return command.type().equals("com.okta.action.update") && word.equals(command.value("credential"));
    }
}
