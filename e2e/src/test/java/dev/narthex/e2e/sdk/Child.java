package dev.narthex.e2e.sdk;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program of `e2e/clients` in a process of its own, which answers lines with lines.
final class Child implements AutoCloseable {
    private static final Path CLIENTS = Path.of("clients").toAbsolutePath();

    private final List<String> said = new ArrayList<>();
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private Child(ProcessBuilder builder) {
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = process.inputReader();
        in = process.outputWriter();
    }

    /// @param program   a folder of `clients`
    /// @param main      its main class
    /// @param flags     of the JVM
    /// @param arguments of the program
    static Child java(String program, String main, List<String> flags, List<String> arguments) {
        var target = CLIENTS.resolve(program).resolve("target");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        try {
            String classPath = target.resolve("classes") + ":" + Files.readString(target.resolve("classpath"));
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "dev.narthex.e2e.client." + main));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command.addAll(arguments);
        return new Child(new ProcessBuilder(command));
    }

    static Child node(String script, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(nodeFolder().toFile());
        builder.environment().putAll(environment);
        return new Child(builder);
    }

    static Path nodeFolder() {
        return CLIENTS.resolve("node");
    }

    /// The rest of the next line that begins with this word.
    /// @throws AssertionError with all that was said, if there is none
    String await(String word) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals(word) || line.startsWith(word + " ")) {
                    return line.substring(word.length()).strip();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("ended without saying '" + word + "':\n" + String.join("\n", said));
    }

    /// Sends a line, and takes the next one that is an answer.
    String ask(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
            for (String answer = out.readLine(); answer != null; answer = out.readLine()) {
                said.add(answer);
                if (answer.startsWith("verified ") || answer.startsWith("refused ")) return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("ended without an answer:\n" + String.join("\n", said));
    }

    /// Everything it says until it ends by itself.
    String last() {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) said.add(line);
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return String.join("\n", said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
