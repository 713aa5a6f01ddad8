package dev.narthex.page.console;

import java.util.List;

/// A person, as administrators see them.
///
/// @param path of this page; forms go below it
/// @param rights what the reader may do to this person
public record PersonView(
        Shell shell,
        String path,
        Who who,
        List<Fact> facts,
        List<Step> steps,
        Belonging belonging,
        List<EventsView.Row> events,
        Rights rights) {

    public record Who(String name, String login, Pill pill) {}

    public record Fact(String label, String value) {}

    /// Something that can be done.
    public record Step(String label, String path, boolean grave) {}

    /// @param rolesLeft what could be given beside
    /// @param joinable names of groups
    public record Belonging(
            List<Named> groups, List<String> joinable, List<Named> roles, List<Named> rolesLeft, int sessions) {
        public Belonging {
            groups = List.copyOf(groups);
            joinable = List.copyOf(joinable);
            roles = List.copyOf(roles);
            rolesLeft = List.copyOf(rolesLeft);
        }
    }

    /// @param fixed nobody can take it away
    public record Named(String id, String name, boolean fixed) {}

    public record Rights(boolean help, boolean manage, boolean appoint) {}

    public PersonView {
        facts = List.copyOf(facts);
        steps = List.copyOf(steps);
        events = List.copyOf(events);
    }
}
