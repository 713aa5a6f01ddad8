package dev.narthex.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one error boundary: whatever is thrown inside becomes an answer here, and nothing of it leaks.
///
/// A [BadRequest] becomes its status and message, [Unavailable] 503, anything else 500. The last two are logged with
/// their stack under the error id that the caller sees.
public final class Boundary implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Boundary.class);

    private final Handler inner;
    private final ErrorRenderer renderer;

    public Boundary(Handler inner, ErrorRenderer renderer) {
        this.inner = inner;
        this.renderer = renderer;
    }

    @Override
    public Response handle(Request request) {
        try {
            return inner.handle(request);
        } catch (BadRequest bad) {
            return refuse(request, bad);
        } catch (Unavailable away) {
            LOG.error(
                    "{} {}: unavailable ({})", request.method(), request.path(), ErrorRenderer.errorId(request), away);
            return renderer.render(
                            request, 503, "The service is temporarily unavailable.", ErrorRenderer.errorId(request))
                    .with("Retry-After", Long.toString(away.retryAfter().toSeconds()));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError mistake) {
            LOG.error("{} {}: failed ({})", request.method(), request.path(), ErrorRenderer.errorId(request), mistake);
            return renderer.render(request, 500, "Internal Server Error", ErrorRenderer.errorId(request));
        }
    }

    private Response refuse(Request request, BadRequest bad) {
        var response = renderer.render(request, bad.status(), bad.getMessage(), ErrorRenderer.errorId(request));
        for (var field : bad.fields()) response = response.with(field.name(), field.value());
        return response;
    }
}
