package dev.narthex.imports;

import dev.narthex.password.StoredPassword;
import dev.narthex.users.User;
import java.util.List;
import java.util.Optional;

/// Everybody there is, with what an export needs of them.
public interface ExportStore {

    /// In the order of ids, after the given one.
    List<Exported> page(Optional<String> afterId, int limit);

    long count();

    /// @param groups by name, without those that rules give, and without Everyone
    record Exported(User user, Optional<StoredPassword> password, List<String> groups) {}
}
