package dev.narthex.page;

/// A scope in a person's words. `name` is what the form sends back when an optional scope is ticked; a blank `title`
/// falls back on it.
public record ScopeView(String name, String title, String description, boolean optional) {

    public String heading() {
        return title.isBlank() ? name : title;
    }
}
