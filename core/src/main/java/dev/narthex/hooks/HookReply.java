package dev.narthex.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a hook said, in the form that all types share: commands in their order, or an error, before which no command
/// counts.
///
/// @param body as it came
/// @param error without members if the hook said nothing about it
record HookReply(Map<String, Object> body, List<Command> commands, Optional<Map<?, ?>> error) {
    static final HookReply NOTHING = new HookReply(Map.of(), List.of(), Optional.empty());

    /// @param value null if there is none
    record Command(String type, Object value) {
        /// The member of a value that is an object; null if there is none.
        Object value(String name) {
            return value instanceof Map<?, ?> members ? members.get(name) : null;
        }
    }

    HookReply {
        commands = List.copyOf(commands);
    }

    /// Empty if the commands are none, so that it was not meant for us.
    static Optional<HookReply> read(Map<String, Object> body) {
        var error = Optional.ofNullable(body.get("error"))
                .<Map<?, ?>>map(it -> it instanceof Map<?, ?> members ? members : Map.of());
        return commands(body.get("commands")).map(commands -> new HookReply(body, commands, error));
    }

    private static Optional<List<Command>> commands(Object member) {
        if (member == null) return Optional.of(List.of());
        if (!(member instanceof List<?> list)) return Optional.empty();
        var commands = new ArrayList<Command>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> command && command.get("type") instanceof String type)) {
                return Optional.empty();
            }
            commands.add(new Command(type, command.get("value")));
        }
        return Optional.of(commands);
    }
}
