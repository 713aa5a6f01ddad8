package dev.narthex.device;

import dev.narthex.flow.FormTokens;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.ActivateView;
import dev.narthex.page.Pages;
import dev.narthex.session.Devices;
import java.time.InstantSource;
import java.util.Optional;

/// `/activate`: where a person types the code that a device shows.
///
/// A code that came in the address is only filled in: going on is the person's to do.
public final class ActivatePage {
    static final String PATH = "/activate";
    private static final int MAX_SHOWN = 20;
    private static final String UNKNOWN =
            "We don't know this code. Compare it with the one on your device. A code works once, for ten minutes.";
    private static final String TOO_FAST = "Too many tries in a short time. Wait a minute, then try again.";
    private static final String STALE =
            "Your browser did not send our cookie, or this page was open for too long. Please try again.";

    private final Waiting waiting;
    private final Browser browser;
    private final Pages pages;
    private final SystemLog log;
    private final InstantSource clock;

    /// Who waits under which code, and how often one may guess.
    public record Waiting(DeviceStore store, UserCodes codes, GuessThrottle guesses, Activations activations) {}

    /// What it knows of the browser.
    public record Browser(Devices devices, FormTokens forms) {}

    public ActivatePage(Waiting waiting, Browser browser, Pages pages, SystemLog log, InstantSource clock) {
        this.waiting = waiting;
        this.browser = browser;
        this.pages = pages;
        this.log = log;
        this.clock = clock;
    }

    /// GET `/activate`, with the code in `user_code` or without.
    // RFC 8628 §3.3.1: the code in the address is shown, for the person to compare.
    public Response show(Request request) {
        return render(request, 200, request.query().first("user_code").orElse(""), Optional.empty());
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        String typed = fields.first("user_code").orElse("");
        var token = browser.devices().token(request);
        boolean ours = token.isPresent()
                && browser.forms().isForDevice(fields.first("token").orElse(""), token.get());
        if (!ours) return render(request, 400, typed, Optional.of(STALE));
        if (!waiting.guesses().admits(request.source(), token.get())) {
            return render(request, 429, typed, Optional.of(TOO_FAST)).with("Retry-After", "60");
        }
        return UserCode.parse(typed)
                .flatMap(code -> waiting.store().waiting(waiting.codes().tag(code), clock.instant()))
                .map(device -> Response.seeOther(
                        ConfirmDevicePage.address(waiting.activations().seal(device.id(), token.get()))))
                .orElseGet(() -> guessed(request, typed));
    }

    /// A wrong code is on record, as wrong passwords are: the throttle bounds how many there can be.
    private Response guessed(Request request, String typed) {
        log.write(request, Optional.empty(), Entry.failure(EventType.DEVICE_GUESS, Actor.UNKNOWN, "INVALID_USER_CODE"));
        return render(request, 400, typed, Optional.of(UNKNOWN));
    }

    private Response render(Request request, int status, String typed, Optional<String> error) {
        var device = browser.devices().of(request);
        String shown = UserCode.parse(typed)
                .map(UserCode::text)
                .orElseGet(() -> typed.substring(0, Math.min(typed.length(), MAX_SHOWN)));
        var view = new ActivateView(PATH, browser.forms().forDevice(device.token()), shown, error, request.id());
        var page = pages.activate(status, view);
        return device.cookie().map(page::with).orElse(page);
    }
}
