package dev.narthex.page;

/// A link to what a person should do next: a path of ours, or a web address.
public record Action(String label, String href) {
    public Action {
        if (!href.startsWith("/") && !WebAddress.isWeb(href)) {
            throw new IllegalArgumentException("not a path or web address: " + href);
        }
    }
}
