package dev.narthex.server.imports;

import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.Wishes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/// What is said when an import is over.
final class Summary {
    private Summary() {}

    static void print(PrintStream out, Count count, Wishes wishes, String took, Path report) {
        String change = wishes.updateExisting() ? String.format(Locale.ROOT, " and change %,d", count.updated()) : "";
        String changed = change.replace("change", "changed");
        String begin = wishes.dryRun() ? "Would bring in %,d" + change : "Brought in %,d" + changed;
        out.printf(Locale.ROOT, begin + " of %,d rows in %s.%n", count.created(), count.rows(), took);
        if (count.refused() == 0) return;
        out.printf(Locale.ROOT, "Refused %,d rows; why, row by row: %s%n", count.refused(), report);
        out.println("Mend these, and import a file of them alone.");
    }
}
