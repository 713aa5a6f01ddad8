package dev.narthex.http;

/// Decodes the path of a request, once, and only where it can mean one thing.
final class Paths {
    private Paths() {}

    /// @throws BadRequest if a proxy, a log or a later reader could take the path for another one
    static String decode(String raw) {
        if (!raw.startsWith("/")) throw refused("it does not begin with a slash");
        if (raw.indexOf(';') >= 0) throw refused("it holds path parameters");
        var path = new StringBuilder(raw.length());
        for (String segment : raw.substring(1).split("/", -1)) {
            path.append('/').append(segment(segment));
        }
        return path.toString();
    }

    private static String segment(String raw) {
        String text = Forms.decode(raw, false);
        if (text.equals(".") || text.equals("..")) throw refused("it holds dot segments");
        if (text.chars().anyMatch(Character::isISOControl)) throw refused("it holds control characters");
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) throw refused("it holds encoded slashes");
        return text;
    }

    private static BadRequest refused(String why) {
        return new BadRequest(400, "The path is not accepted: " + why + ".");
    }
}
