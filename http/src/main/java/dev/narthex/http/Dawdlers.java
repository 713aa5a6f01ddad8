package dev.narthex.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.AbstractMetaDataConnection;
import org.eclipse.jetty.server.ConnectionMetaData;

/// Ends connections that keep sending and never complete a request. The idle timeout alone would let a byte now and
/// then hold a connection, half a handshake or half a head, for days.
final class Dawdlers {
    private final AbstractConnector connector;
    private final Duration patience;
    private final Set<Connection> uploading;
    private Map<EndPoint, Mark> marks = Map.of();

    /// How far a connection had come, and when it last completed the head of a request.
    private record Mark(long messages, long bytes, long since) {}

    /// @param uploading connections on which a body comes that may be long; who reads it sees to it that it comes
    Dawdlers(AbstractConnector connector, Duration patience, Set<Connection> uploading) {
        this.connector = connector;
        this.patience = patience;
        this.uploading = uploading;
    }

    /// Watches for as long as the connector runs.
    void watch() {
        connector.getScheduler().schedule(this::sweep, patience.dividedBy(4));
    }

    private void sweep() {
        if (!connector.isRunning()) return;
        long now = System.nanoTime();
        var next = new HashMap<EndPoint, Mark>();
        for (var endPoint : connector.getConnectedEndPoints()) {
            var connection = protocol(endPoint.getConnection());
            if (connection == null || isMultiplexed(connection) || uploading.contains(connection)) continue;
            var mark = mark(marks.get(endPoint), connection, endPoint.getConnection(), now);
            next.put(endPoint, mark);
            boolean sends = endPoint.getConnection().getBytesIn() > mark.bytes();
            if (sends && now - mark.since() > patience.toNanos()) endPoint.close();
        }
        marks = next;
        watch();
    }

    private static Mark mark(Mark last, Connection connection, Connection outer, long now) {
        long messages = connection.getMessagesIn();
        boolean moved = last == null || last.messages() != messages;
        return moved ? new Mark(messages, outer.getBytesIn(), now) : last;
    }

    private static Connection protocol(Connection outer) {
        return outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
    }

    /// HTTP/2, whose frames the engine counts and bounds itself.
    private static boolean isMultiplexed(Connection connection) {
        return connection instanceof ConnectionMetaData && !(connection instanceof AbstractMetaDataConnection);
    }
}
