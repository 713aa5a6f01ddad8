package dev.narthex.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Finds the handler of a method and a path. A pattern's segment is literal or `{name}`; literal wins.
///
/// As a handler it refuses unknown paths (404) and methods (405, with `Allow`), and answers OPTIONS itself.
public final class Router implements Handler {
    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    /// What is answered: a method, at the paths of a pattern.
    public record Route(String method, String pattern) {}

    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private Node any;
        private String anyName;
        private final Map<String, Handler> methods = new HashMap<>();

        private Node child(String segment) {
            return literal.computeIfAbsent(segment, _ -> new Node());
        }

        private Node variable(String name) {
            if (any == null) {
                any = new Node();
                anyName = name;
            }
            if (!anyName.equals(name)) throw new IllegalStateException(anyName + " and " + name + " at one place");
            return any;
        }
    }

    /// What was found: the handler, or the reason why there is none.
    public sealed interface Match {
        record Found(Handler handler, Map<String, String> pathParameters) implements Match {}

        record WrongMethod(SequencedSet<String> allowed) implements Match {}

        record NoSuchPath() implements Match {}
    }

    public Router route(String method, String pattern, Handler handler) {
        Node node = root;
        for (String segment : segments(pattern)) {
            boolean variable = segment.startsWith("{");
            node = variable ? node.variable(segment.substring(1, segment.length() - 1)) : node.child(segment);
        }
        if (node.methods.putIfAbsent(method, handler) != null) {
            throw new IllegalStateException("two handlers for " + method + " " + pattern);
        }
        routes.add(new Route(method, pattern));
        return this;
    }

    /// GET, and HEAD, whose body the engine drops.
    public Router get(String pattern, Handler handler) {
        return route("GET", pattern, handler).route("HEAD", pattern, handler);
    }

    public Router post(String pattern, Handler handler) {
        return route("POST", pattern, handler);
    }

    public Router put(String pattern, Handler handler) {
        return route("PUT", pattern, handler);
    }

    public Router delete(String pattern, Handler handler) {
        return route("DELETE", pattern, handler);
    }

    @Override
    public Response handle(Request request) {
        return switch (match(request.method(), request.path())) {
            case Match.Found(var handler, var parameters) -> handler.handle(request.withPathParameters(parameters));
            case Match.WrongMethod(var allowed) -> otherMethod(request, allowed);
            case Match.NoSuchPath() -> throw new BadRequest(404, "Not found: nothing answers at this path.");
        };
    }

    private static Response otherMethod(Request request, SequencedSet<String> allowed) {
        var methods = new TreeSet<>(allowed);
        methods.add("OPTIONS");
        var allow = new Response.Field("Allow", String.join(", ", methods));
        if (request.method().equals("OPTIONS")) return new Response(204, List.of(allow), new byte[0]);
        throw new BadRequest(405, "The endpoint does not support the provided HTTP method.", List.of(allow));
    }

    /// All there are: for whoever has to try each.
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /// Whether anything answers at this path, by whatever method.
    public boolean knows(String path) {
        return !(match("OPTIONS", path) instanceof Match.NoSuchPath);
    }

    public Match match(String method, String path) {
        var parameters = new HashMap<String, String>();
        return find(root, segments(path), 0, parameters)
                .map(node -> answer(node, method, parameters))
                .orElseGet(Match.NoSuchPath::new);
    }

    private static Match answer(Node node, String method, Map<String, String> parameters) {
        var handler = node.methods.get(method);
        if (handler != null) return new Match.Found(handler, Map.copyOf(parameters));
        return new Match.WrongMethod(new TreeSet<>(node.methods.keySet()));
    }

    private static Optional<Node> find(Node node, List<String> segments, int at, Map<String, String> parameters) {
        if (at == segments.size()) return node.methods.isEmpty() ? Optional.empty() : Optional.of(node);
        var literal = node.literal.get(segments.get(at));
        if (literal != null) {
            var found = find(literal, segments, at + 1, parameters);
            if (found.isPresent()) return found;
        }
        if (node.any == null || segments.get(at).isEmpty()) return Optional.empty();
        var found = find(node.any, segments, at + 1, parameters);
        if (found.isPresent()) parameters.put(node.anyName, segments.get(at));
        return found;
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(Math.min(from, path.length())));
        return segments;
    }
}
