package dev.narthex.governance;

import dev.narthex.access.Caller;
import dev.narthex.governance.OrgPoliciesApi.Means;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.OktaError;
import java.util.Optional;
import java.util.function.Function;

/// Reads the password policies, and changes them: what was edited is kept unless somebody else was first; then it is
/// edited anew.
final class PolicyChangeResponder {
    private final OrgPolicyStore store;
    private final Means means;

    PolicyChangeResponder(OrgPolicyStore store, Means means) {
        this.store = store;
        this.means = means;
    }

    /// What an edit asks for.
    sealed interface Edit {
        record Made(PasswordPolicies next, Target target) implements Edit {}

        record Refused(OktaError why) implements Edit {}
    }

    Means means() {
        return means;
    }

    PasswordPolicies now() {
        return store.passwords().orElseGet(() -> PasswordPolicies.first(means.org()));
    }

    Response change(
            Request request,
            Caller caller,
            EventType event,
            Function<PasswordPolicies, Edit> edit,
            Function<PasswordPolicies, Response> answer) {
        while (true) {
            switch (edit.apply(now())) {
                case Edit.Refused(var why) -> {
                    return why.response(request);
                }
                case Edit.Made(var next, var target) -> {
                    if (store.replace(next)) {
                        means.log().write(request, Optional.empty(), Entry.success(event, caller.actor(), target));
                        return answer.apply(next);
                    }
                }
            }
        }
    }

    static OktaError readOnly() {
        return OktaError.of(403, "E0000077", "Cannot modify the policy object because it is read-only.");
    }
}
