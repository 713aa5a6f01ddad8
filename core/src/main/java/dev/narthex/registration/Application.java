package dev.narthex.registration;

import dev.narthex.account.AttributeField;
import dev.narthex.http.Parameters;
import dev.narthex.mail.MailAddress;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.Attribute.Type;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody typed who wants an account: of all that a form may bring, what the policy asks for and nothing else.
/// So no form sets groups, states or proofs.
///
/// @param typed by the name of what was asked for, as it was typed
/// @param values the same, of the types that the schema says
record Application(Map<String, String> typed, Map<String, Object> values, String password) {
    /// Of what the schema does not know: the hook may ask for it, nobody keeps it.
    private static final int LONGEST = 500;

    static Application of(Enrollment policy, UserSchema schema, Parameters form) {
        var typed = new LinkedHashMap<String, String>();
        var values = new LinkedHashMap<String, Object>();
        for (Wanted wanted : policy.attributes()) {
            String text = form.first(wanted.name()).orElse("").strip();
            var attribute = schema.attribute(wanted.name());
            if (!text.isEmpty()) {
                typed.put(wanted.name(), text);
                values.put(wanted.name(), attribute.map(it -> it.read(text)).orElse(text));
            } else if (isTruth(attribute)) {
                values.put(wanted.name(), false);
            }
        }
        return new Application(typed, values, form.first("newPassword").orElse(""));
    }

    private static boolean isTruth(Optional<Attribute> attribute) {
        return attribute.filter(it -> it.type() == Type.BOOLEAN).isPresent();
    }

    String email() {
        return typed.getOrDefault(Enrollment.EMAIL, "");
    }

    /// All that was typed but the password; the login is the address.
    Map<String, Object> answers() {
        var answers = new LinkedHashMap<>(values);
        answers.put("login", email());
        return answers;
    }

    /// Of the answers, what a profile may have.
    Map<String, Object> profile(UserSchema schema) {
        return schema.known(answers());
    }

    /// What is wrong with one attribute: sentences for the person.
    List<String> faults(Wanted wanted, Enrollment policy, UserSchema schema) {
        var attribute = schema.attribute(wanted.name());
        Object value = values.get(wanted.name());
        if (value == null) return wanted.required() ? List.of("Fill this in.") : List.of();
        if (wanted.required() && value.equals(false)) return List.of("Tick this to go on.");
        if (attribute.isEmpty()) return value.toString().length() > LONGEST ? List.of("This is too long.") : List.of();
        var faults = new ArrayList<String>();
        if (wanted.name().equals(Enrollment.EMAIL)) {
            var address = MailAddress.parse(email());
            if (address.isEmpty()) return List.of("This is not an e-mail address.");
            if (!policy.admits(address.get().host())) faults.add("Accounts are for addresses of certain hosts only.");
        }
        attribute.get().fault(value).ifPresent(reason -> faults.add(AttributeField.words(attribute.get(), reason)));
        return faults;
    }

    @Override
    public String toString() {
        return "Application[…]";
    }
}
