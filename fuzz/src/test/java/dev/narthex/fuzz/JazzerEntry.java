package dev.narthex.fuzz;

/// Where Jazzer comes in, by the names that it looks for. The target is named by the property `fuzz.target`.
public final class JazzerEntry {
    private static Target target = _ -> {};

    private JazzerEntry() {}

    public static void fuzzerInitialize() {
        target = Targets.named(System.getProperty("fuzz.target"));
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.accept(input);
    }
}
