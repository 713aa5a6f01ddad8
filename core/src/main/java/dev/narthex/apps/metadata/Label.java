package dev.narthex.apps.metadata;

import dev.narthex.okta.Fields;
import java.util.regex.Pattern;

/// The name under which people meet an app.
public final class Label {
    private static final int LONGEST = 100;

    /// Line breaks, and characters that turn the direction of what follows: they make a page say what it does not.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Label() {}

    public static String read(Fields fields, String name) {
        String label = fields.requiredText(name, LONGEST);
        if (UNSEEN.matcher(label).find()) fields.fault(name, "must not hold characters that can't be seen");
        return label;
    }
}
