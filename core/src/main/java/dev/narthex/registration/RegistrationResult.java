package dev.narthex.registration;

import dev.narthex.users.User;
import java.util.List;
import java.util.Map;

/// What came of somebody's wish to have an account.
sealed interface RegistrationResult {
    /// There is one now.
    record Made(User user) implements RegistrationResult {}

    /// A mail is on its way, to whoever reads the address. Said of addresses that have an account, too.
    record Mailed(String email) implements RegistrationResult {}

    /// Faults by attribute, and of the password under `newPassword`.
    record Unfit(Map<String, List<String>> faults) implements RegistrationResult {}

    /// The org's hook said no: to the whole, and to attributes.
    record Denied(String summary, Map<String, List<String>> faults) implements RegistrationResult {}
}
