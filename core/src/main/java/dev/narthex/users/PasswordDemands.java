package dev.narthex.users;

import java.util.Set;

/// What is asked of whose passwords. People are told apart by their groups.
public interface PasswordDemands {

    /// Of that person; of somebody who does not exist, what is asked of everybody.
    PasswordSettings of(String userId);

    /// Of somebody who is about to be a member of these groups.
    PasswordSettings ofNewcomer(Set<String> groupIds);

    /// The same of everybody.
    static PasswordDemands always(PasswordSettings settings) {
        return new PasswordDemands() {
            @Override
            public PasswordSettings of(String userId) {
                return settings;
            }

            @Override
            public PasswordSettings ofNewcomer(Set<String> groupIds) {
                return settings;
            }
        };
    }
}
