package dev.narthex.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Jazzer looks for an input of one target that does not hold, in a JVM of its own, for a while or until it has one.
///
/// It begins with what is committed and with what earlier runs on this machine came upon, which `target/fuzz` keeps.
final class Campaign {
    // #65536 pulse cov: 143 ft: 512 corp: 60/2Kb exec/s: 21845 rss: 612Mb
    private static final Pattern PROGRESS =
            Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+).*?corp: (\\d+).*?exec/s:? (\\d+).*");
    private static final int MOST_LINES = 40;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String name;
    private final Duration length;
    private final Path committed;
    private final Path found;
    private final Path kept;
    private long nextLine;

    Campaign(Path module, String name, Duration length) {
        this.name = name;
        this.length = length;
        var folder = module.resolve("target/fuzz").resolve(name);
        committed = Corpus.folder(module, name);
        found = folder.resolve("findings");
        kept = folder.resolve("corpus");
    }

    /// Whether there was a finding.
    boolean run() throws IOException, InterruptedException {
        Files.createDirectories(found);
        Files.createDirectories(kept);
        System.out.println(name + ": for " + length.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
        var process = new ProcessBuilder(command()).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        var said = new ArrayList<String>();
        try (var out = process.inputReader()) {
            follow(out, said);
        }
        int status = process.waitFor();
        if (status == 0) return false;
        explain(said);
        return true;
    }

    private List<String> command() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                // Jazzer instruments classes as they are loaded.
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-Dfuzz.target=" + name,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--instrumentation_includes=dev.narthex.**",
                "--instrumentation_excludes=dev.narthex.fuzz.**",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + length.toSeconds(),
                "-timeout=20",
                "-rss_limit_mb=4096",
                "-print_final_stats=0",
                kept.toString(),
                committed.toString());
    }

    private void follow(BufferedReader out, List<String> said) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            var progress = PROGRESS.matcher(line);
            if (!progress.matches()) {
                said.add(line);
            } else if (System.nanoTime() - nextLine > 0) {
                nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
                System.out.printf(
                        "  %,d inputs tried, %s a second; %s places of the code reached by %s kinds of input%n",
                        Long.parseLong(progress.group(1)), progress.group(4), progress.group(2), progress.group(3));
            }
        }
    }

    private void explain(List<String> said) throws IOException {
        var telling = said.stream()
                .dropWhile(line -> !line.startsWith("== ") && !line.contains("ERROR"))
                .filter(line -> !line.startsWith("INFO"))
                .toList();
        telling.stream().limit(MOST_LINES).forEach(line -> System.out.println("  " + line));
        try (var files = Files.list(found)) {
            var inputs = files.filter(file -> !file.toString().endsWith(".java"))
                    .sorted(java.util.Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
            if (inputs.isEmpty()) return;
            System.out.println("""
                    A finding. The input is in
                      %2$s
                    See it again with   ./dev fuzz %1$s %2$s
                    Once it holds, keep the input under a name that says what it tries:
                      mv %2$s %3$s/NAME
                    """.formatted(name, inputs.getLast(), committed));
        }
    }
}
