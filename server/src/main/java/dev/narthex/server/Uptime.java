package dev.narthex.server;

import java.lang.management.ManagementFactory;

/// How long this Java machine has been there. The time of the process in the operating system would be off by up to a
/// second on Linux, which keeps its own boot time in whole seconds.
final class Uptime {
    private Uptime() {}

    static long milliseconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
