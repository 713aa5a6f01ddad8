package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Authn;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PasswordPolicyOf;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Question;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random steps from all states at once, held against the table of the authentication API: what it does not name does
/// not happen.
class AuthnMachineTest {
    private static final String LOGIN = "ada@example.org";
    private static final String ANSWER = "rosebud";
    private static final int STEPS = 150;
    private static final Pattern LINK = Pattern.compile("/signin/reset-password/([A-Za-z0-9_-]+)");

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final Authn script = new Authn(idp);
    private final List<Held> tokens = new ArrayList<>();
    private Random random = new Random();
    private String password = Fixture.PASSWORD;
    private Instant changed = Instant.EPOCH;
    private boolean asked;
    private int passwords;
    private int wrongAnswers;

    private enum Step {
        PASSWORD_WARN,
        PASSWORD_EXPIRED,
        RECOVERY,
        PASSWORD_RESET
    }

    /// A state token, and what it should be worth.
    private record Held(String token, Step step, Instant begun) {}

    private enum Move {
        INTROSPECT,
        CANCEL,
        SKIP,
        PREVIOUS,
        VERIFY,
        CHANGE,
        CHANGE_BY_WRONG,
        CHANGE_TO_UNFIT,
        RESET,
        RESET_TO_UNFIT,
        ANSWER,
        ANSWER_WRONGLY
    }

    /// The table: from where which move leads on. Whatever is not here is E0000079.
    private static final Map<Step, Set<Move>> TABLE = Map.of(
            Step.PASSWORD_WARN,
            EnumSet.of(Move.SKIP, Move.CHANGE, Move.CHANGE_BY_WRONG, Move.CHANGE_TO_UNFIT),
            Step.PASSWORD_EXPIRED,
            EnumSet.of(Move.CHANGE, Move.CHANGE_BY_WRONG, Move.CHANGE_TO_UNFIT),
            Step.RECOVERY,
            EnumSet.of(Move.ANSWER, Move.ANSWER_WRONGLY),
            Step.PASSWORD_RESET,
            EnumSet.of(Move.RESET, Move.RESET_TO_UNFIT));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("Abuse 73: whatever is tried from whatever state, only the transitions of the table happen")
    void onlyTheTable(long seed) {
        random = new Random(seed);
        var ada = idp.fixture.user(LOGIN);
        changed = idp.clock.instant();
        var policy = new PasswordPolicyOf(idp);
        policy.set("age", "maxAgeDays", 90, "expireWarnDays", 10);
        asked = seed % 2 == 0;
        if (asked) question(ada.id());
        for (int i = 0; i < STEPS; i++) {
            idp.clock.advance(Duration.ofSeconds(1));
            if (tokens.isEmpty() || random.nextInt(3) == 0) begin();
            else move(tokens.get(random.nextInt(tokens.size())), Move.values()[random.nextInt(Move.values().length)]);
        }
    }

    private void question(String id) {
        var users = idp.storage.users();
        var next = users.byId(id).orElseThrow().in(User.Status.ACTIVE, idp.clock.instant());
        users.change(Change.of(next).with(new Question("Pet?", idp.fixture.hash(ANSWER))));
    }

    /// Time goes by, somebody signs in, or somebody follows a link.
    private void begin() {
        switch (random.nextInt(8)) {
            case 0 -> idp.clock.advance(Duration.ofMinutes(5));
            case 1 -> idp.clock.advance(Duration.ofDays(7));
            case 2 -> age(85);
            case 3 -> age(95);
            case 4 -> recover();
            default -> signIn();
        }
    }

    private void age(int days) {
        var then = changed.plus(Duration.ofDays(days));
        if (idp.clock.instant().isBefore(then)) idp.clock.advance(Duration.between(idp.clock.instant(), then));
        signIn();
    }

    private void signIn() {
        var age = Duration.between(changed, idp.clock.instant());
        String status = age.toDays() >= 90 ? "PASSWORD_EXPIRED" : age.toDays() >= 80 ? "PASSWORD_WARN" : "SUCCESS";
        var answer = Authn.expect(status, script.signInWarned(LOGIN, password));
        if (!status.equals("SUCCESS")) hold(answer, idp.clock.instant());
    }

    private void recover() {
        script.post("/recovery/password", Map.of("username", LOGIN, "factorType", "EMAIL"));
        var link = idp.mails().stream()
                .map(mail -> LINK.matcher(mail.letter().text()))
                .filter(it -> it.find())
                .findFirst()
                .orElseThrow();
        var token = Map.of("recoveryToken", link.group(1));
        hold(
                Authn.expect(asked ? "RECOVERY" : "PASSWORD_RESET", script.post("/recovery/token", token)),
                idp.clock.instant());
        Admin.refused(401, "E0000011", script.post("/recovery/token", token));
    }

    private void hold(Map<String, Object> answer, Instant begun) {
        tokens.add(new Held(Authn.token(answer), Step.valueOf((String) answer.get("status")), begun));
    }

    private boolean isAlive(Held held) {
        return held.begun().plus(Duration.ofMinutes(5)).isAfter(idp.clock.instant()) && !changed.isAfter(held.begun());
    }

    private void move(Held held, Move move) {
        if (move == Move.ANSWER_WRONGLY && wrongAnswers++ > 5) return;
        String fresh = "Battery-Staple-" + ++passwords;
        var answer = send(held.token(), move, fresh);
        String what = move + " at " + held + ": " + answer.body();
        if (!isAlive(held)) {
            assertEquals("E0000011", Api.json(answer).get("errorCode"), what);
        } else if (move == Move.INTROSPECT) {
            assertEquals(held.step().name(), Api.json(answer).get("status"), what);
        } else if (move == Move.CANCEL) {
            assertEquals(200, answer.statusCode(), what);
            gone(held);
        } else if (!TABLE.get(held.step()).contains(move)) {
            assertEquals("E0000079", Api.json(answer).get("errorCode"), what);
        } else {
            follow(held, move, answer, fresh);
        }
    }

    private void follow(Held held, Move move, HttpResponse<String> answer, String fresh) {
        switch (move) {
            case SKIP -> {
                Authn.expect("SUCCESS", answer);
                gone(held);
            }
            case CHANGE, RESET -> {
                Authn.expect("SUCCESS", answer);
                password = fresh;
                changed = idp.clock.instant();
                gone(held);
            }
            case ANSWER -> {
                hold(Authn.expect("PASSWORD_RESET", answer), held.begun());
                wrongAnswers = 0;
                gone(held);
            }
            case ANSWER_WRONGLY -> Admin.refused(403, "E0000087", answer);
            default -> Admin.refused(403, "E0000014", answer);
        }
    }

    /// Its token opens nothing any more, whatever is tried.
    private void gone(Held held) {
        tokens.remove(held);
        for (Move move : Move.values()) Admin.refused(401, "E0000011", send(held.token(), move, "Never-Taken-1"));
    }

    private HttpResponse<String> send(String token, Move move, String fresh) {
        String change = "/credentials/change_password";
        String reset = "/credentials/reset_password";
        return switch (move) {
            case INTROSPECT -> script.step("/introspect", token);
            case CANCEL -> script.step("/cancel", token);
            case SKIP -> script.step("/skip", token);
            case PREVIOUS -> script.step("/previous", token);
            case VERIFY -> script.step("/recovery/factors/email/verify", token, "passCode", "123456");
            case CHANGE -> script.step(change, token, "oldPassword", password, "newPassword", fresh);
            case CHANGE_BY_WRONG -> script.step(change, token, "oldPassword", "wrong", "newPassword", fresh);
            case CHANGE_TO_UNFIT -> script.step(change, token, "oldPassword", password, "newPassword", "short");
            case RESET -> script.step(reset, token, "newPassword", fresh);
            case RESET_TO_UNFIT -> script.step(reset, token, "newPassword", "short");
            case ANSWER -> script.step("/recovery/answer", token, "answer", ANSWER);
            case ANSWER_WRONGLY -> script.step("/recovery/answer", token, "answer", "wrong");
        };
    }
}
