package dev.narthex.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserLifecycle.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The status machine, cell by cell.
final class UserLifecycleTest {
    private static final List<Operation> COLUMNS = List.of(
            Operation.ACTIVATE,
            Operation.REACTIVATE,
            Operation.DEACTIVATE,
            Operation.SUSPEND,
            Operation.UNSUSPEND,
            Operation.UNLOCK,
            Operation.RESET_PASSWORD,
            Operation.EXPIRE_PASSWORD,
            Operation.SET_PASSWORD,
            Operation.CHANGE_PASSWORD,
            Operation.DELETE);

    private static final String TABLE = """
            STAGED           begun       -           DEPROVISIONED -         -      -      -        -                STAGED STAGED -
            PROVISIONED      active      PROVISIONED DEPROVISIONED -         -      -      RECOVERY -                ACTIVE -      -
            ACTIVE           active      -           DEPROVISIONED SUSPENDED -      -      RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE -
            RECOVERY         -           RECOVERY    DEPROVISIONED -         -      -      RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE -
            PASSWORD_EXPIRED -           -           DEPROVISIONED -         -      -      RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE -
            LOCKED_OUT       -           -           DEPROVISIONED -         -      ACTIVE RECOVERY -                -      -      -
            SUSPENDED        -           -           DEPROVISIONED -         ACTIVE -      -        -                -      -      -
            DEPROVISIONED    PROVISIONED -           -             -         -      -      -        -                -      -      removed
            """;

    @ParameterizedTest
    @EnumSource(Status.class)
    @DisplayName("Okta: each operation leads from each status where the table says, and nowhere else")
    void table(Status from) {
        String[] cells = TABLE.lines()
                .map(line -> line.split(" +"))
                .filter(it -> it[0].equals(from.name()))
                .findFirst()
                .orElseThrow();
        IntStream.range(0, COLUMNS.size())
                .forEach(i -> assertEquals(
                        expected(cells[i + 1]),
                        UserLifecycle.of(from, COLUMNS.get(i)),
                        from + " " + COLUMNS.get(i) + " " + Arrays.toString(cells)));
    }

    private static Transition expected(String cell) {
        return switch (cell) {
            case "-" -> new Transition.NotAllowed();
            case "begun" -> new Transition.Begun();
            case "active" -> new Transition.AlreadyActive();
            case "removed" -> new Transition.Removed();
            default -> new Transition.To(Status.valueOf(cell));
        };
    }
}
