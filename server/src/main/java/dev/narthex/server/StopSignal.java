package dev.narthex.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// SIGTERM or SIGINT. The first one ends [#await], so that the program can stop in order and choose its exit code; the
/// second ends the program where it stands.
public final class StopSignal {
    private static final int KILLED = 130;

    private final AtomicBoolean first = new AtomicBoolean(true);
    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignal() {}

    public static StopSignal listen() {
        var signal = new StopSignal();
        signal.handle("TERM");
        signal.handle("INT");
        return signal;
    }

    public void await() {
        try {
            asked.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void received() {
        // Each signal comes on a thread of its own.
        if (!first.compareAndSet(true, false)) Runtime.getRuntime().halt(KILLED);
        asked.countDown();
    }

    // A shutdown hook would do without reflection, but then the exit code is 143 and a second signal is not heard.
    // sun.misc.Signal is exported for good (JEP 260); the compiler warns of it whatever one says.
    private void handle(String name) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler receive = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    received();
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "StopSignal";
            };
            var proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, receive);
            var named = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, named, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot handle the signal " + name, e);
        }
    }
}
