package dev.narthex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// Processor time used so far, in nanoseconds: by the server, by this process, and by all programs of the machine.
/// `wall` is the time of a clock. Linux counts in hundredths of a second, so a measurement takes seconds.
record CpuTimes(long wall, long server, long self, long machine) {
    private static final long TICK = Duration.ofMillis(10).toNanos();
    private static final Path MACHINE = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;

    static CpuTimes now(long server) {
        return new CpuTimes(
                System.nanoTime(), of(server), of(ProcessHandle.current().pid()), machineNow());
    }

    CpuTimes since(CpuTimes before) {
        return new CpuTimes(wall - before.wall, server - before.server, self - before.self, machine - before.machine);
    }

    /// User and system time of a process, as `/proc/PID/stat` has it.
    private static long of(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
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
