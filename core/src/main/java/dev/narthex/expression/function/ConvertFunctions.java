package dev.narthex.expression.function;

import static dev.narthex.expression.function.Builtin.Arity.exactly;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/// `Convert.…`: texts to numbers. What is no number fails, nothing stays nothing.
final class ConvertFunctions {
    /// Without exponent: `1e999999999` would be a number of a billion digits.
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

    static final List<Builtin> ALL = List.of(
            new Builtin("Convert.toInt", exactly(1), ConvertFunctions::toInt),
            new Builtin("Convert.toNum", exactly(1), ConvertFunctions::toNum));

    private ConvertFunctions() {}

    private static Long toInt(Arguments in) {
        if (in.absent(0)) return null;
        try {
            return number(in).setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException _) {
            throw in.failure("the number is too large");
        }
    }

    private static Double toNum(Arguments in) {
        return in.absent(0) ? null : number(in).doubleValue();
    }

    private static BigDecimal number(Arguments in) {
        String text = in.text(0).strip();
        if (!NUMBER.matcher(text).matches()) throw in.failure("the text is no number");
        return new BigDecimal(text);
    }
}
