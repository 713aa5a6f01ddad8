package dev.narthex.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// People with names that repeat as those of people do, an attribute of their own, and bcrypt hashes.
final class Crowd {
    static final int TEAMS = 500;
    private static final int LAST_NAMES = 2_000;
    private static final String HASH = "$2b$10$......................LAtw7/ohmmBAhnXqmkuIz83Rl5Qdjhm";

    private Crowd() {}

    static String login(int number) {
        return "person" + number + "@example.org";
    }

    static String lastName(int number) {
        return "Last" + number * 7919L % LAST_NAMES;
    }

    static String team(int number) {
        return "Team " + number % TEAMS;
    }

    /// @param team what the attribute for it is called
    static Path write(Path file, int people, String team) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("login,email,firstName,lastName," + team + ",passwordHash");
            for (int i = 0; i < people; i++) {
                String login = login(i);
                out.println(login + "," + login + ",First" + i % 300 + "," + lastName(i) + "," + team(i) + "," + HASH);
            }
        }
        return file;
    }
}
