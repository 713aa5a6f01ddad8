package dev.narthex.registration;

import dev.narthex.http.Parameters;
import dev.narthex.mail.MailAddress;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What somebody typed who wants an account: of all that a form may bring, what the policy asks for and nothing else.
/// So no form sets groups, states or proofs.
record Application(Map<String, String> typed, String password) {

    static Application of(Enrollment policy, Parameters form) {
        var typed = new LinkedHashMap<String, String>();
        for (Wanted wanted : policy.attributes()) {
            String value = form.first(wanted.name()).orElse("").strip();
            if (!value.isEmpty()) typed.put(wanted.name(), value);
        }
        return new Application(typed, form.first("newPassword").orElse(""));
    }

    String email() {
        return typed.getOrDefault(Enrollment.EMAIL, "");
    }

    /// The login is the address.
    Map<String, Object> profile() {
        var profile = new LinkedHashMap<String, Object>(typed);
        profile.put("login", email());
        return profile;
    }

    /// What is wrong with one attribute: sentences for the person.
    List<String> faults(Wanted wanted, Enrollment policy, UserSchema schema) {
        String value = typed.get(wanted.name());
        if (value == null) return wanted.required() ? List.of("Fill this in.") : List.of();
        var faults = new ArrayList<String>();
        if (wanted.name().equals(Enrollment.EMAIL)) {
            var address = MailAddress.parse(value);
            if (address.isEmpty()) return List.of("This is not an e-mail address.");
            if (!policy.admits(address.get().host())) faults.add("Accounts are for addresses of certain hosts only.");
        }
        schema.attribute(wanted.name())
                .flatMap(it -> it.fault(value))
                .ifPresent(reason -> faults.add("This " + reason + "."));
        return faults;
    }

    @Override
    public String toString() {
        return "Application[…]";
    }
}
