package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How large things may get before the build fails. We aim at a third of it.
final class SizeRulesTest {
    private static final int METHOD = 40;
    private static final int CLASS = 300;
    private static final int PARAMETERS = 6;

    @Test
    @DisplayName("A method has at most 40 lines; a table (its body is one statement) may have more")
    void methodsAreShort() {
        assertEquals(List.of(), Sources.inMain(SizeRulesTest::longMethods));
        assertEquals(1, longMethods(method("a();\n".repeat(METHOD))).size());
        assertEquals(
                0, longMethods(method("a(\n" + "1,\n".repeat(METHOD) + "2);")).size());
    }

    private static List<String> longMethods(Sources source) {
        var found = new ArrayList<String>();
        source.eachMethod((method, _) -> {
            long lines = source.lineCount(method);
            if (lines > METHOD && !isTable(method)) found.add(source.at(method) + " has " + lines + " lines");
        });
        return found;
    }

    private static boolean isTable(MethodTree method) {
        return method.getBody() != null
                && method.getBody().getStatements().size() == 1
                && switch (method.getBody().getStatements().getFirst().getKind()) {
                    case RETURN, SWITCH, EXPRESSION_STATEMENT -> true;
                    default -> false;
                };
    }

    @Test
    @DisplayName("A class has at most 300 lines")
    void classesAreShort() {
        assertEquals(List.of(), Sources.inMain(SizeRulesTest::longClasses));
        assertEquals(1, longClasses(method("a();\n".repeat(CLASS))).size());
    }

    private static List<String> longClasses(Sources source) {
        var found = new ArrayList<String>();
        source.eachType((type, _) -> {
            long lines = source.lineCount(type);
            if (lines > CLASS) found.add(source.at(type) + " has " + lines + " lines");
        });
        return found;
    }

    @Test
    @DisplayName("A method takes at most 6 parameters; the way out is a record, whose own header may have more")
    void parametersAreFew() {
        assertEquals(List.of(), Sources.inMain(SizeRulesTest::longLists));
        String seven = "(int a, int b, int c, int d, int e, int f, int g)";
        assertEquals(
                1,
                longLists(Sources.parse("A.java", "class A { A" + seven + " {} }"))
                        .size());
        assertEquals(
                0,
                longLists(Sources.parse("A.java", "record A" + seven + " { A {} }"))
                        .size());
    }

    private static List<String> longLists(Sources source) {
        var found = new ArrayList<String>();
        source.eachMethod((method, type) -> {
            int count = method.getParameters().size();
            boolean header = type.getKind() == Kind.RECORD && method.getName().contentEquals("<init>");
            if (count > PARAMETERS && !header) found.add(source.at(method) + " takes " + count + " parameters");
        });
        return found;
    }

    private static Sources method(String body) {
        return Sources.parse("A.java", "class A {\nvoid a() {\n" + body + "}\n}");
    }
}
