package dev.narthex.imports;

import dev.narthex.users.Login;
import java.util.Arrays;

/// The logins of earlier rows, for a file of which nothing is stored: as numbers of 64 bits, which differ where logins
/// do but by an improbable accident. Beyond a million it knows no more: memory has an end.
final class Seen {
    private static final int MOST = 1_000_000;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] table = new long[1 << 10];
    private int size;

    /// False if an earlier row has the login.
    boolean add(String login) {
        if (size == MOST) return !holds(number(login));
        if (2 * size >= table.length) grow();
        return insert(number(login));
    }

    private boolean insert(long number) {
        int at = place(number);
        if (table[at] == number) return false;
        table[at] = number;
        size++;
        return true;
    }

    private boolean holds(long number) {
        return table[place(number)] == number;
    }

    /// Where it is, or would be.
    private int place(long number) {
        int at = (int) (number >>> 32) & table.length - 1;
        while (table[at] != 0 && table[at] != number) at = at + 1 & table.length - 1;
        return at;
    }

    private void grow() {
        var old = table;
        table = new long[2 * old.length];
        size = 0;
        Arrays.stream(old).filter(number -> number != 0).forEach(this::insert);
    }

    private static long number(String login) {
        long number = GOLDEN;
        String text = Login.of(login).normalised();
        for (int i = 0; i < text.length(); i++) {
            number = (number ^ text.charAt(i)) * GOLDEN;
            number ^= number >>> 29;
        }
        return number == 0 ? 1 : number;
    }
}
