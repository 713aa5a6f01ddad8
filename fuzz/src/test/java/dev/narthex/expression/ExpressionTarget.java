package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Effort;
import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Expressions of claims and rules: each is answered, soon, and the same again.
public final class ExpressionTarget implements Target {
    private static final EvaluationContext CONTEXT = new EvaluationContext(
            Map.of(
                    "user",
                    Map.of("firstName", "Ada", "salary", 1_000_001, "rate", 1.5, "langs", List.of("en", "fr")),
                    "appuser",
                    Map.of("userName", "ada@example.org"),
                    "app",
                    Map.of("profile", Map.of("tier", "gold")),
                    "session",
                    Map.of("amr", List.of("pwd")),
                    "access",
                    Map.of("scope", List.of("openid", "profile"))),
            Map.of("00g1", "Everyone", "00g2", "West Coast"),
            Instant.parse("2026-01-01T00:00:00Z"));

    @Override
    public void accept(byte[] input) {
        Effort.bounded(() -> check(Parts.text(input)));
    }

    private static void check(String text) {
        switch (Expression.parse(text)) {
            case Parsed.Malformed(var position, var reason) ->
                assertTrue(position >= 0 && position <= text.length(), reason);
            case Parsed.Ok(var expression) -> {
                assertEquals(text, expression.toString());
                assertEquals(expression.evaluate(CONTEXT), again(text).evaluate(CONTEXT));
            }
        }
    }

    private static Expression again(String text) {
        return assertInstanceOf(Parsed.Ok.class, Expression.parse(text)).expression();
    }
}
