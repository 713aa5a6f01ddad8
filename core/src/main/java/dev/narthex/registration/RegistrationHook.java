package dev.narthex.registration;

import dev.narthex.http.Request;
import java.util.List;
import java.util.Map;

/// Asks somebody else whether a person may register: the org's registration inline hook, where there is one.
///
/// Asked when all that was typed will do, before anything is stored or mailed.
@FunctionalInterface
public interface RegistrationHook {

    /// Where nobody is asked.
    RegistrationHook NONE = (_, profile) -> new Verdict.Allowed(profile);

    Verdict ask(Request request, Map<String, Object> profile);

    sealed interface Verdict {
        /// With this profile: what the hook changed is in it.
        record Allowed(Map<String, Object> profile) implements Verdict {
            public Allowed {
                profile = Map.copyOf(profile);
            }
        }

        /// With reasons for the person.
        record Denied(List<String> reasons) implements Verdict {
            public Denied {
                reasons = List.copyOf(reasons);
            }
        }
    }
}
