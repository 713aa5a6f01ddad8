package dev.narthex.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Processor time used so far, in nanoseconds: by the server, of that by the compilers of its Java machine, by this
/// process, and by all programs of the machine. `wall` is the time of a clock. Linux counts in hundredths of a second,
/// so a measurement takes seconds.
record CpuTimes(long wall, long server, long compilers, long self, long machine) {
    private static final long TICK = Duration.ofMillis(10).toNanos();
    private static final Path MACHINE = Path.of("/proc/stat");
    // 4711 (C2 CompilerThre) S …
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;

    static CpuTimes now(long server) {
        long self = ProcessHandle.current().pid();
        return new CpuTimes(System.nanoTime(), of(server), compilersOf(server), of(self), machineNow());
    }

    CpuTimes since(CpuTimes before) {
        return new CpuTimes(
                wall - before.wall,
                server - before.server,
                compilers - before.compilers,
                self - before.self,
                machine - before.machine);
    }

    /// User and system time of a process, as `/proc/PID/stat` has it.
    private static long of(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static long compilersOf(long process) {
        var threads = Path.of("/proc", Long.toString(process), "task");
        if (!Files.exists(threads)) return 0;
        try (var all = Files.list(threads)) {
            return all.mapToLong(CpuTimes::ofCompiler).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /// 0 for every other thread, and for one that has ended meanwhile.
    private static long ofCompiler(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            if (!COMPILER.matcher(stat).find()) return 0;
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    /// What was not idle, and what other guests of the same hardware took; 0 where there is no `/proc/stat`.
    private static long machineNow() {
        if (!Files.exists(MACHINE)) return 0;
        try (var lines = Files.lines(MACHINE)) {
            long[] ticks = Stream.of(
                            lines.findFirst().orElseThrow().substring(3).strip().split(" +"))
                    .mapToLong(Long::parseLong)
                    .toArray();
            long busy = ticks[STOLEN];
            for (int i = 0; i < STOLEN; i++) if (i != IDLE && i != WAITING) busy += ticks[i];
            return busy * TICK;
        } catch (IOException e) {
            return 0;
        }
    }
}
