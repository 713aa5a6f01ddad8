package dev.narthex.server.config;

/// Which database. Never prints its password.
/// @param url `sqlite:FILE` or `postgresql://…`, in a form that the store understands
public record Database(Secret url) {

    /// Whether several servers can use it at once.
    public boolean shared() {
        return url.value().startsWith("postgres");
    }

    @Override
    public String toString() {
        return url.value().replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*", "");
    }
}
