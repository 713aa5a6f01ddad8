package dev.narthex.page.console;

import dev.narthex.page.console.PersonView.Fact;
import dev.narthex.page.console.PersonView.Named;
import dev.narthex.page.console.PersonView.Step;
import java.util.List;

/// An app, as administrators see it.
///
/// @param path of this page; forms go below it
/// @param secret whether it proves itself by one that we know, too
public record AppDetail(
        Shell shell,
        String path,
        Pill pill,
        List<Fact> facts,
        List<Step> steps,
        boolean secret,
        boolean everyone,
        List<Named> groups,
        List<String> assignable) {
    public AppDetail {
        facts = List.copyOf(facts);
        steps = List.copyOf(steps);
        groups = List.copyOf(groups);
        assignable = List.copyOf(assignable);
    }
}
