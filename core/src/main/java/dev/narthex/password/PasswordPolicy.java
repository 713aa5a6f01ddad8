package dev.narthex.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// What a new password must be like: the `complexity` of a password policy.
///
/// Pure. It is asked when a person or an administrator sets a password, never for one that is imported. The reference
/// product refuses more than 72 characters, because it hashes with bcrypt; here 1024 bytes are the bound, whatever the
/// policy says.
///
/// @param composition how long, and of what
/// @param excludeUsername whether the parts of the login of four characters or more are refused inside of it
/// @param excludeAttributes whose values are refused inside of it, where they have three characters or more
/// @param excludeCommon whether passwords are refused that everybody tries first
public record PasswordPolicy(
        Composition composition, boolean excludeUsername, Set<Attribute> excludeAttributes, boolean excludeCommon) {
    private static final int SHORTEST_PART = 4;
    private static final int SHORTEST_NAME = 3;

    /// What a new organisation starts with.
    public static final PasswordPolicy DEFAULT =
            new PasswordPolicy(new Composition(8, 1, 1, 1, 0), true, Set.of(), false);

    /// The least number of characters, in all and of each sort. A symbol is what is neither letter nor digit.
    public record Composition(int minLength, int minLowerCase, int minUpperCase, int minNumber, int minSymbol) {}

    /// What of a person's profile can be kept out of their password.
    public enum Attribute {
        FIRST_NAME("first name"),
        LAST_NAME("last name");

        private final String words;

        Attribute(String words) {
            this.words = words;
        }
    }

    /// Whose password it is to be.
    public record Person(String login, Optional<String> firstName, Optional<String> lastName) {}

    /// One rule that a password breaks.
    public sealed interface Violation {
        /// What to do about it, as a sentence for the person who chose the password.
        String text();

        record TooShort(int least) implements Violation {
            @Override
            public String text() {
                return "Use at least " + count(least, "character") + ".";
            }
        }

        record TooLong() implements Violation {
            @Override
            public String text() {
                return "Use at most " + PasswordText.MAX_BYTES + " bytes, which are as many unaccented characters.";
            }
        }

        /// It has control characters that can't be typed, or halves of characters.
        record Unusable() implements Violation {
            @Override
            public String text() {
                return "Leave out characters that can't be typed.";
            }
        }

        record TooFew(int least, Sort sort) implements Violation {
            @Override
            public String text() {
                return "Use at least " + count(least, sort.words) + ".";
            }
        }

        record HasUsername() implements Violation {
            @Override
            public String text() {
                return "Leave out the parts of your username.";
            }
        }

        record HasAttribute(Attribute attribute) implements Violation {
            @Override
            public String text() {
                return "Leave out your " + attribute.words + ".";
            }
        }

        record Common() implements Violation {
            @Override
            public String text() {
                return "Choose a password that is harder to guess.";
            }
        }

        private static String count(int number, String noun) {
            return number + " " + noun + (number == 1 ? "" : "s");
        }
    }

    /// The sorts of characters that can be asked for.
    public enum Sort {
        LOWER_CASE("lower-case letter", Character::isLowerCase),
        UPPER_CASE("upper-case letter", Character::isUpperCase),
        NUMBER("number", Character::isDigit),
        SYMBOL("symbol", c -> !Character.isLetterOrDigit(c));

        private final String words;
        private final IntPredicate belongs;

        Sort(String words, IntPredicate belongs) {
            this.words = words;
            this.belongs = belongs;
        }
    }

    public PasswordPolicy {
        excludeAttributes = Set.copyOf(excludeAttributes);
    }

    /// The rules that the password breaks, in the order in which they are best told; none if it will do.
    public List<Violation> violations(String password, Person person) {
        var found = new ArrayList<Violation>();
        if (password.codePointCount(0, password.length()) < composition.minLength || password.isEmpty()) {
            found.add(new Violation.TooShort(Math.max(1, composition.minLength)));
        } else if (!Passwords.mayHash(password)) {
            found.add(PasswordText.isTooLong(password) ? new Violation.TooLong() : new Violation.Unusable());
            return List.copyOf(found);
        }
        tooFew(password, Sort.LOWER_CASE, composition.minLowerCase).ifPresent(found::add);
        tooFew(password, Sort.UPPER_CASE, composition.minUpperCase).ifPresent(found::add);
        tooFew(password, Sort.NUMBER, composition.minNumber).ifPresent(found::add);
        tooFew(password, Sort.SYMBOL, composition.minSymbol).ifPresent(found::add);
        found.addAll(personal(password.toLowerCase(Locale.ROOT), person));
        if (excludeCommon && CommonPasswords.includes(password)) found.add(new Violation.Common());
        return List.copyOf(found);
    }

    /// What a password must be like, in the words in which [#violations] would say that it is not.
    public List<String> rules() {
        var rules = new ArrayList<Violation>();
        rules.add(new Violation.TooShort(Math.max(1, composition.minLength)));
        for (Sort sort : Sort.values()) {
            int least = least(sort);
            if (least > 0) rules.add(new Violation.TooFew(least, sort));
        }
        if (excludeUsername) rules.add(new Violation.HasUsername());
        for (Attribute attribute : Attribute.values()) {
            if (excludeAttributes.contains(attribute)) rules.add(new Violation.HasAttribute(attribute));
        }
        if (excludeCommon) rules.add(new Violation.Common());
        return rules.stream().map(Violation::text).toList();
    }

    private int least(Sort sort) {
        return switch (sort) {
            case LOWER_CASE -> composition.minLowerCase;
            case UPPER_CASE -> composition.minUpperCase;
            case NUMBER -> composition.minNumber;
            case SYMBOL -> composition.minSymbol;
        };
    }

    private static Optional<Violation> tooFew(String password, Sort sort, int least) {
        boolean enough = password.codePoints().filter(sort.belongs).count() >= least;
        return enough ? Optional.empty() : Optional.of(new Violation.TooFew(least, sort));
    }

    private List<Violation> personal(String lowerCase, Person person) {
        var found = new ArrayList<Violation>();
        if (excludeUsername && parts(person.login).anyMatch(lowerCase::contains))
            found.add(new Violation.HasUsername());
        for (Attribute attribute : Attribute.values()) {
            boolean excluded = excludeAttributes.contains(attribute);
            if (excluded && has(lowerCase, name(person, attribute))) found.add(new Violation.HasAttribute(attribute));
        }
        return found;
    }

    private static Stream<String> parts(String login) {
        return Arrays.stream(login.toLowerCase(Locale.ROOT).split("[,._#@-]")).filter(p -> p.length() >= SHORTEST_PART);
    }

    private static Optional<String> name(Person person, Attribute attribute) {
        return switch (attribute) {
            case FIRST_NAME -> person.firstName;
            case LAST_NAME -> person.lastName;
        };
    }

    private static boolean has(String lowerCase, Optional<String> name) {
        return name.map(n -> n.strip().toLowerCase(Locale.ROOT))
                .filter(n -> n.length() >= SHORTEST_NAME)
                .filter(lowerCase::contains)
                .isPresent();
    }
}
