package dev.narthex.expression;

import java.time.Instant;
import java.util.Map;

/// What an expression is about. `roots` holds `user`, `appuser`, `app`, `org`, `session`, `access` and `source`, as
/// far as there are such, each a map; `groups` the names of the person's groups by id.
public record EvaluationContext(Map<String, Object> roots, Map<String, String> groups, Instant now) {}
