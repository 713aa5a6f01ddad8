package dev.narthex.registration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The org's policy of profile enrolment: whether people may make accounts, and what is asked of them.
///
/// @param open whether anybody may
/// @param verification whether the address must be proved before there is an account
/// @param attributes what the form asks for, beside the password; the address is always among them, first
/// @param groupIds groups of those who made an account
/// @param domains hosts of addresses that may; none stands for all
/// @param hookId the inline hook that is asked about each
/// @param version the one to replace
public record Enrollment(
        boolean open,
        boolean verification,
        List<Wanted> attributes,
        Set<String> groupIds,
        Set<String> domains,
        Optional<String> hookId,
        long version) {
    public static final String EMAIL = "email";
    /// Nobody may, until the org says so.
    public static final Enrollment CLOSED = new Enrollment(
            false,
            true,
            List.of(
                    new Wanted(EMAIL, "E-mail address", true),
                    new Wanted("firstName", "First name", true),
                    new Wanted("lastName", "Last name", true)),
            Set.of(),
            Set.of(),
            0);

    /// Where no hook is asked.
    public Enrollment(
            boolean open,
            boolean verification,
            List<Wanted> attributes,
            Set<String> groupIds,
            Set<String> domains,
            long version) {
        this(open, verification, attributes, groupIds, domains, Optional.empty(), version);
    }

    /// An attribute of the profile, or of what the hook alone wants to know, and what the form calls it.
    public record Wanted(String name, String label, boolean required) {}

    public Enrollment {
        attributes = List.copyOf(attributes);
        groupIds = Set.copyOf(groupIds);
        domains = Set.copyOf(domains);
        if (attributes.stream().noneMatch(it -> it.name().equals(EMAIL) && it.required())) {
            throw new IllegalArgumentException("an account has an e-mail address");
        }
    }

    public boolean admits(String host) {
        return domains.isEmpty() || domains.contains(host.toLowerCase(Locale.ROOT));
    }
}
