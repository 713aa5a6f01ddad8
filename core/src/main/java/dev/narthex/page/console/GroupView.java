package dev.narthex.page.console;

import dev.narthex.page.Field;
import java.util.List;
import java.util.Optional;

/// A group and a page of who is in it.
///
/// @param path of this page; forms go below it
/// @param form name and description, for those who may change them
/// @param everyone whether all people are in it, without being listed
/// @param changeable whether the reader may change the group
public record GroupView(
        Shell shell,
        String path,
        String description,
        List<Member> members,
        Optional<String> next,
        List<Field> form,
        boolean everyone,
        boolean changeable) {

    public record Member(String id, String name, String login, Pill pill) {}

    public GroupView {
        members = List.copyOf(members);
        form = List.copyOf(form);
    }
}
