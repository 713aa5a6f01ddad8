package dev.narthex.console;

import java.util.List;

/// What the reader of apps found wrong, for the fields of a form.
record AppFaults(List<String> causes) {
    private static final List<String> SHOWN = List.of("label", "redirect_uris", "post_logout_redirect_uris");

    List<String> of(String field) {
        return causes.stream()
                .filter(it -> field.equals(name(it)))
                .map(AppFaults::reason)
                .toList();
    }

    /// What belongs to no field that is shown.
    List<String> others() {
        return causes.stream().filter(it -> !SHOWN.contains(name(it))).toList();
    }

    private static String name(String cause) {
        String path = cause.substring(0, cause.indexOf(": "));
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String reason(String cause) {
        String reason = cause.substring(cause.indexOf(": ") + 2);
        if (reason.startsWith("The field")) return "Fill this in.";
        return reason.startsWith("'") ? reason + "." : "This " + reason + ".";
    }
}
