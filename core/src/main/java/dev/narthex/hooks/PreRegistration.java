package dev.narthex.hooks;

import dev.narthex.http.Request;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the org's own system whether somebody may make an account, and what their profile is to be. Where it can't be
/// asked, and where its answer can't be followed to the letter, nobody may.
public final class PreRegistration {
    private static final String NOT_NOW = "Your account could not be made. Please try again later.";
    private static final String DENIED = "This registration was not accepted.";

    private final InlineHooks hooks;
    private final HookCalls calls;
    private final HookQuestions questions;

    public PreRegistration(InlineHooks hooks, HookCalls calls, HookQuestions questions) {
        this.hooks = hooks;
        this.calls = calls;
        this.questions = questions;
    }

    public sealed interface Verdict {
        /// With these values in the profile; null where there is to be none.
        record Allowed(Map<String, Object> changes) implements Verdict {
            public static final Allowed AS_IT_IS = new Allowed(Map.of());

            public Allowed {
                changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
            }
        }

        /// What is said to the person: about the whole, and about single attributes.
        record Denied(String summary, Map<String, List<String>> faults) implements Verdict {
            static Denied of(String summary) {
                return new Denied(summary, Map.of());
            }
        }
    }

    /// Says why a profile can't be changed so, if it can't: for the log.
    @FunctionalInterface
    public interface Check {
        Optional<String> fault(Map<String, Object> changes);
    }

    /// @param profile what was typed, and nothing secret
    public Verdict ask(String hookId, Map<String, Object> profile, Check check, Request request) {
        // A hook that was switched off stops everybody, as it may have been there to stop somebody.
        return hooks.active(HookType.PRE_REGISTRATION, hookId)
                .map(hook -> ask(hook, profile, check, request))
                .orElse(Verdict.Denied.of(NOT_NOW));
    }

    private Verdict ask(InlineHook hook, Map<String, Object> profile, Check check, Request request) {
        return switch (calls.ask(hook, question(hook, profile, request), request)) {
            case HookAnswer.Failed _ -> Verdict.Denied.of(NOT_NOW);
            case HookAnswer.Answered(var reply) -> {
                var reading = read(reply, check);
                calls.processed(hook, request, reading.fault());
                yield reading.verdict();
            }
        };
    }

    private Map<String, Object> question(InlineHook hook, Map<String, Object> profile, Request request) {
        var question = questions.envelope(hook, hook.id());
        question.put("requestType", "self.service.registration");
        var data = new LinkedHashMap<String, Object>();
        data.put("context", Map.of("request", HookQuestions.context(request)));
        data.put("userProfile", profile);
        data.put("action", "ALLOW");
        question.put("data", data);
        return question;
    }

    private record Reading(Verdict verdict, Optional<String> fault) {
        static Reading of(Verdict verdict) {
            return new Reading(verdict, Optional.empty());
        }

        static Reading failed(String fault) {
            return new Reading(Verdict.Denied.of(NOT_NOW), Optional.of(fault));
        }
    }

    private static Reading read(HookReply reply, Check check) {
        if (reply.error().isPresent())
            return Reading.of(RegistrationErrors.read(reply.error().get()));
        var changes = new LinkedHashMap<String, Object>();
        boolean denied = false;
        for (var command : reply.commands()) {
            switch (command.type()) {
                case "com.okta.action.update" -> denied |= !"ALLOW".equals(command.value("registration"));
                case "com.okta.user.profile.update" -> {
                    if (!(command.value() instanceof Map<?, ?> values)) return Reading.failed("a profile is an object");
                    values.forEach((name, value) -> changes.put((String) name, value));
                }
                default -> {}
            }
        }
        if (denied) return Reading.of(Verdict.Denied.of(DENIED));
        return check.fault(changes).map(Reading::failed).orElseGet(() -> Reading.of(new Verdict.Allowed(changes)));
    }
}
