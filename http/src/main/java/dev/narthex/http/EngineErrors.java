package dev.narthex.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The errors the engine makes before or around our code, in the same words as ours: an unreadable request line,
/// oversized headers, a server that is stopping.
final class EngineErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(EngineErrors.class);
    private static final String ID = "dev.narthex.http.requestId";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z -]{2,60}");

    /// The id of a request, made at the first asking.
    static String requestId(Request request) {
        if (request.getAttribute(ID) instanceof String id) return id;
        String id = RequestContext.fresh().requestId();
        request.setAttribute(ID, id);
        return id;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable t ? t : null;
        int status = cause instanceof HttpException e ? e.getCode() : Math.max(400, response.getStatus());
        String id = requestId(request);
        if (status == 500) LOG.error("the engine failed (oae{})", id, cause);
        var answer = ErrorRenderer.MANAGEMENT
                .render(null, status, message(status, cause), "oae" + id)
                .with("X-Okta-Request-Id", id)
                .with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff");
        response.getHeaders().clear();
        ResponseWriter.write(answer, response, callback);
        return true;
    }

    private static String message(int status, Throwable cause) {
        String reason = cause instanceof HttpException e ? e.getReason() : null;
        boolean tellable =
                status < 500 && reason != null && PLAIN.matcher(reason).matches();
        return tellable ? "The request could not be read: " + reason + "." : HttpStatus.getMessage(status) + ".";
    }
}
