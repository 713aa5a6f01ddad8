package dev.narthex.roles;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The administrators' roles that there are, under the names of Okta's Roles API.
public enum Role {
    SUPER_ADMIN("Super Organization Administrator", Right.ALL),
    USER_ADMIN("Group Administrator", Right.MANAGE),
    HELP_DESK_ADMIN("Help Desk Administrator", Right.HELP),
    READ_ONLY_ADMIN("Read Only Administrator", Right.LOOK);

    /// All of them, for whoever named another.
    public static final String NAMES = Arrays.stream(values()).map(Role::name).collect(Collectors.joining(", "));

    private final String label;
    private final Right most;

    Role(String label, Right most) {
        this.label = label;
        this.most = most;
    }

    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    public String label() {
        return label;
    }

    public boolean gives(Right right) {
        return right.compareTo(most) <= 0;
    }
}
