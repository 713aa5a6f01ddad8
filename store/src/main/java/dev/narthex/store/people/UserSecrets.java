package dev.narthex.store.people;

import dev.narthex.password.StoredPassword;
import dev.narthex.store.database.Columns;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.UserStore.Question;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What proves who people are: the table `credentials`, and passwords that were replaced.
final class UserSecrets {
    /// The longest history that can be asked for.
    private static final int FORMER_PASSWORDS = 30;

    private UserSecrets() {}

    static void setPassword(Handle handle, User user, StoredPassword password) {
        long now = user.times().lastUpdated().toEpochMilli();
        keepFormer(handle, user.id(), now);
        handle.createUpdate("UPDATE credentials SET password = :password, password_changed = :at WHERE user_id = :user")
                .bind("password", password.encoded())
                .bind(
                        "at",
                        user.times()
                                .passwordChanged()
                                .orElse(user.times().lastUpdated())
                                .toEpochMilli())
                .bind("user", user.id())
                .execute();
    }

    // What lies in another system is no password that could be chosen again.
    static void keepFormer(Handle handle, String userId, long now) {
        handle.createUpdate("""
                INSERT INTO former_passwords (user_id, replaced, password)
                SELECT user_id, :now, password FROM credentials
                WHERE user_id = :user AND password IS NOT NULL AND password <> :hook
                ON CONFLICT (user_id, replaced) DO UPDATE SET password = excluded.password
                """)
                .bind("now", now)
                .bind("user", userId)
                .bind("hook", StoredPassword.HOOK.encoded())
                .execute();
        handle.createUpdate("""
                DELETE FROM former_passwords WHERE user_id = :user AND replaced < (
                    SELECT MIN(replaced) FROM (
                        SELECT replaced FROM former_passwords WHERE user_id = :user ORDER BY replaced DESC LIMIT :most
                    ) latest)
                """)
                .bind("user", userId)
                .bind("most", FORMER_PASSWORDS)
                .execute();
    }

    static void setQuestion(Handle handle, String userId, Question question) {
        handle.createUpdate("UPDATE credentials SET question = :question, answer = :answer WHERE user_id = :user")
                .bind("question", question.text())
                .bind("answer", question.answer().encoded())
                .bind("user", userId)
                .execute();
    }

    static void insert(Handle handle, List<NewUser> users) {
        var batch = handle.prepareBatch("""
                INSERT INTO credentials (user_id, password, password_changed, last_login, question, answer)
                VALUES (:user, :password, :changed, :lastLogin, :question, :answer)
                """);
        for (var user : users) {
            var times = user.user().times();
            batch.bind("user", user.user().id())
                    .bind(
                            "password",
                            user.password().map(StoredPassword::encoded).orElse(null))
                    .bind("changed", Columns.millis(times.passwordChanged()))
                    .bind("lastLogin", Columns.millis(times.lastLogin()))
                    .bind("question", user.question().map(Question::text).orElse(null))
                    .bind(
                            "answer",
                            user.question().map(it -> it.answer().encoded()).orElse(null))
                    .add();
        }
        batch.execute();
    }
}
