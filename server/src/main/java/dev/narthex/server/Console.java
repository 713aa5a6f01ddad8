package dev.narthex.server;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// What a command is given and where it speaks: answers to `out`, complaints to `err`.
record Console(Map<String, String> environment, PrintStream out, PrintStream err) {

    void complain(String summary, List<String> problems) {
        err.println("narthex: " + summary);
        problems.forEach(problem -> err.println("  - " + problem));
    }
}
