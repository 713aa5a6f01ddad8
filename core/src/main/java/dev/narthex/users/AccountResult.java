package dev.narthex.users;

import dev.narthex.users.User.Status;
import java.util.List;

/// What came of something that was to be done to a person's account.
public sealed interface AccountResult {
    /// Done, and durable: the user as it is now.
    record Done(User user) implements AccountResult {}

    record Deleted(User user) implements AccountResult {}

    record NotFound() implements AccountResult {}

    record AlreadyActive() implements AccountResult {}

    /// `standing` is the status that does not allow it.
    record NotAllowed(Status standing) implements AccountResult {}

    record LoginTaken() implements AccountResult {}

    /// Somebody else has the value of an attribute that no two people share.
    record AttributeTaken(String name) implements AccountResult {}

    /// The new password breaks these rules; each is a sentence for the person who chose it.
    record Unfit(List<String> reasons) implements AccountResult {}

    /// The password that was to prove who asks is not theirs.
    record WrongPassword() implements AccountResult {}
}
