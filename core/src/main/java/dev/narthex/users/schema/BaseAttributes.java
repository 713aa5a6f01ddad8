package dev.narthex.users.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The attributes that every profile may have, with the limits of the Users API.
final class BaseAttributes {
    private static final String TABLE = """
            login            Username            5  100  email required
            firstName        First name          1  50   -     required
            lastName         Last name           1  50   -     required
            middleName       Middle name         -  -    -
            honorificPrefix  Honorific prefix    -  -    -
            honorificSuffix  Honorific suffix    -  -    -
            email            Primary email       5  100  email required
            title            Title               -  -    -
            displayName      Display name        -  -    -
            nickName         Nickname            -  -    -
            profileUrl       Profile Url         -  -    uri
            secondEmail      Secondary email     -  100  email
            mobilePhone      Mobile phone        -  100  -
            primaryPhone     Primary phone       -  100  -
            streetAddress    Street address      -  1024 -
            city             City                -  128  -
            state            State               -  128  -
            zipCode          Zip code            -  50   -
            countryCode      Country code        -  2    country-code
            postalAddress    Postal Address      -  4096 -
            preferredLanguage Preferred language -  -    language-code
            locale           Locale              -  -    locale
            timezone         Time zone           -  -    timezone
            userType         User type           -  -    -
            employeeNumber   Employee number     -  -    -
            costCenter       Cost center         -  -    -
            organization     Organization        -  -    -
            division         Division            -  -    -
            department       Department          -  -    -
            managerId        ManagerId           -  -    -
            manager          Manager             -  -    -
            """;

    /// What people may change of themselves until the org says otherwise.
    private static final Set<String> PEOPLES_OWN =
            Set.of("firstName", "lastName", "email", "secondEmail", "mobilePhone");

    private BaseAttributes() {}

    static SequencedMap<String, Attribute> all() {
        var all = new LinkedHashMap<String, Attribute>();
        TABLE.lines().map(BaseAttributes::read).forEach(attribute -> all.put(attribute.name(), attribute));
        return all;
    }

    private static Attribute read(String line) {
        List<String> words = List.of(line.strip().split(" +"));
        boolean required = words.getLast().equals("required");
        int end = words.size() - (required ? 1 : 0);
        var definition = new LinkedHashMap<String, Object>();
        definition.put("title", String.join(" ", words.subList(1, end - 3)));
        definition.put("type", "string");
        number(definition, "minLength", words.get(end - 3));
        number(definition, "maxLength", words.get(end - 2));
        if (!words.get(end - 1).equals("-")) definition.put("format", words.get(end - 1));
        if (required) definition.put("required", true);
        definition.put("mutability", "READ_WRITE");
        definition.put("scope", "NONE");
        String action = PEOPLES_OWN.contains(words.getFirst()) ? "READ_WRITE" : "READ_ONLY";
        definition.put("permissions", List.of(Map.of("principal", "SELF", "action", action)));
        definition.put("master", Map.of("type", "PROFILE_MASTER"));
        return new Attribute(words.getFirst(), true, definition);
    }

    private static void number(Map<String, Object> definition, String name, String word) {
        if (!word.equals("-")) definition.put(name, Integer.valueOf(word));
    }
}
