package dev.narthex.servers;

import dev.narthex.okta.Fields;
import java.util.Collection;
import java.util.function.Predicate;

/// Says which ids stand for an app, a person, a group. A condition that names nobody would never be met, and one that
/// leaves nobody out would be met too often: both are noticed when they are written.
public record Known(Predicate<String> client, Predicate<String> user, Predicate<String> group) {

    /// Faults each id of a member that is neither known nor there already: who was removed since may stay named.
    static void check(
            Fields fields, String name, Collection<String> ids, Collection<String> there, Predicate<String> known) {
        for (String id : ids) {
            if (!there.contains(id) && !known.test(id)) fields.fault(name, "there is no '" + id + "'");
        }
    }
}
