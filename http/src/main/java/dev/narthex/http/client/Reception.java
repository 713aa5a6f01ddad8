package dev.narthex.http.client;

import dev.narthex.http.client.Answer.Answered;
import dev.narthex.http.client.Answer.Cause;
import dev.narthex.http.client.Answer.Failed;
import dev.narthex.http.client.Answer.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;

/// Takes in one answer, up to a number of bytes.
final class Reception implements Response.Listener {
    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Reception(int most) {
        this.most = most;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (body.size() + content.remaining() > most) {
            response.abort(new TooLarge());
            return;
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void onComplete(Result result) {
        answer.complete(result.isFailed() ? failure(result.getFailure()) : answered(result.getResponse()));
    }

    private Answer answered(Response response) {
        var headers = new LinkedHashMap<String, String>();
        response.getHeaders()
                .forEach(field -> headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        return new Answered(response.getStatus(), headers, body.toByteArray());
    }

    private static Answer failure(Throwable cause) {
        String detail = String.valueOf(cause.getMessage());
        return switch (cause) {
            case Client.Closed closed -> new Refused(closed.getMessage());
            case TooLarge _ -> new Failed(Cause.TOO_LARGE, "the answer is too long");
            case TimeoutException _, SocketTimeoutException _ -> new Failed(Cause.TIMEOUT, "no answer in time");
            case SSLException _ -> new Failed(Cause.UNTRUSTED, detail);
            case UnknownHostException _ -> new Failed(Cause.UNREACHABLE, "the name is unknown: " + detail);
            case ConnectException _, NoRouteToHostException _ -> new Failed(Cause.UNREACHABLE, detail);
            default -> new Failed(Cause.BROKEN, cause.getClass().getSimpleName() + ": " + detail);
        };
    }

    Answer await(Duration longest) {
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return failure(late);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed(Cause.BROKEN, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
