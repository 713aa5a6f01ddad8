package dev.narthex.registration;

import dev.narthex.account.AttributeField;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.page.Action;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The forms of registration: what is asked for, and the one behind the link in the mail.
final class RegisterForms {
    private static final String PASSWORD = "newPassword";

    private RegisterForms() {}

    /// What the form is made of.
    record Frame(Enrollment policy, UserSchema schema, List<String> passwordRules, ReturnPath back) {}

    static Form application(Frame frame, Map<String, String> typed, Map<String, List<String>> faults) {
        var fields = new ArrayList<Field>();
        for (Wanted wanted : frame.policy().attributes()) {
            fields.add(field(wanted, frame.schema(), typed.getOrDefault(wanted.name(), ""))
                    .with(faults.getOrDefault(wanted.name(), List.of())));
        }
        fields.add(Field.newPassword("Password", frame.passwordRules()).with(faults.getOrDefault(PASSWORD, List.of())));
        var text = new FormView.Text(
                "Create an account",
                "",
                "Create the account",
                List.of(new Action(
                        "I have an account", "/login/login.htm?" + frame.back().asParameter())));
        return new Form(text, RegisterPage.PATH, frame.back(), Map.of(), Optional.empty(), fields);
    }

    private static Field field(Wanted wanted, UserSchema schema, String value) {
        if (wanted.name().equals(Enrollment.EMAIL)) return Field.email(wanted.name(), wanted.label(), value);
        return schema.attribute(wanted.name())
                .map(attribute -> AttributeField.of(attribute, wanted.label(), value))
                .orElseGet(() -> Field.text(wanted.name(), wanted.label(), value, "off"))
                .asRequired(wanted.required());
    }

    /// What the hook said, where it can be said: beside the fields that there are. The login is the address.
    static Spread spread(Enrollment policy, String summary, Map<String, List<String>> faults) {
        var beside = new LinkedHashMap<String, List<String>>();
        var about = new ArrayList<>(List.of(summary));
        faults.forEach((name, sentences) -> {
            String field = name.equals("login") ? Enrollment.EMAIL : name;
            if (policy.attributes().stream().anyMatch(it -> it.name().equals(field))) {
                beside.computeIfAbsent(field, _ -> new ArrayList<>()).addAll(sentences);
            } else {
                about.addAll(sentences);
            }
        });
        return new Spread(String.join(" ", about), beside);
    }

    record Spread(String about, Map<String, List<String>> beside) {}

    /// @param here whether the link is opened in the browser that asked for it
    static Form proof(String token, Pending pending, boolean here, List<String> faults) {
        var text = new FormView.Text(
                "Confirm your address",
                here
                        ? "One click, and your account is there."
                        : "Type the password that you chose when you registered.",
                "Confirm and sign in",
                List.of());
        return new Form(
                text,
                LinkPurpose.REGISTRATION.path() + token,
                ReturnPath.HOME,
                Map.of(),
                Optional.of((String) pending.profile().get("login")),
                here ? List.of() : List.of(Field.currentPassword().with(faults)));
    }
}
