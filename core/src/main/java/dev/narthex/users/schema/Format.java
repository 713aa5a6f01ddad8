package dev.narthex.users.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a text of a profile stands for, as the `format` of its attribute says. Those of which we can say nothing take
/// every text.
public enum Format {
    EMAIL("email", "an email address", Format::isEmail),
    URI_REFERENCE("uri", "a URI", Format::isUri),
    COUNTRY_CODE("country-code", "a country code of two letters, as ISO 3166-1 has it", Format::isCountry),
    LANGUAGE_CODE("language-code", "a language tag, as en-GB", Format::isLanguage),
    LOCALE("locale", "a locale, as en_US", Format::isLanguage),
    TIMEZONE("timezone", "a time zone, as Europe/Berlin", zone -> Zones.ALL.contains(zone)),
    DATE_TIME("date-time", "a time, as 2026-01-01T00:00:00.000Z", Format::isTime),
    ENCRYPTED("encrypted", "", _ -> true),
    HASHED("hashed", "", _ -> true),
    REF_ID("ref-id", "", _ -> true);

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private final String word;
    private final String description;
    private final Predicate<String> takes;

    Format(String word, String description, Predicate<String> takes) {
        this.word = word;
        this.description = description;
        this.takes = takes;
    }

    /// The format of that name in a schema; empty where there is none.
    public static Optional<Format> named(Object word) {
        return Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    /// Why a text is none of these; an empty one is none and no fault.
    Optional<String> fault(String text) {
        return text.isEmpty() || takes.test(text)
                ? Optional.empty()
                : Optional.of("must be in the form of " + description);
    }

    private static boolean isEmail(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static boolean isUri(String text) {
        try {
            return !new URI(text).toString().isEmpty();
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isCountry(String text) {
        return Zones.COUNTRIES.contains(text.toUpperCase(Locale.ROOT));
    }

    private static boolean isLanguage(String text) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(text.replace('_', '-'))
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException _) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /// What the JDK knows of the world; read when somebody first asks.
    private static final class Zones {
        static final Set<String> ALL = ZoneId.getAvailableZoneIds();
        static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    }
}
