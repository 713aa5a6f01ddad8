package dev.narthex.page;

/// A link to what a person should do next: a path of ours, or a web address.
public record Action(String label, String href) {
    public Action {
        // "//host" and "/\host" look like paths and lead to another place.
        boolean path = href.equals("/") || href.matches("/[^/\\\\].*");
        if (!path && !WebAddress.isWeb(href)) {
            throw new IllegalArgumentException("not a path or web address: " + href);
        }
    }
}
