package dev.narthex.e2e.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import dev.narthex.e2e.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The machine's own Chromium. Keeps what pages complain about, so that a test can insist on silence.
public final class Chromium implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final double PATIENCE = 10_000; // ms

    private final List<String> complaints = new ArrayList<>();
    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        var place = PLACES.stream().filter(Files::isExecutable).findFirst();
        Needs.that(place.isPresent(), "install Chromium: it is not at " + PLACES);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(place.orElseThrow())
                        .setArgs(List.of("--no-sandbox")));
    }

    /// A person with a browser of their own: no cookies, no storage.
    public BrowserContext person(Browser.NewContextOptions options) {
        var context = browser.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) complaints.add(message.text() + " at " + message.location());
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    public BrowserContext person() {
        return person(new Browser.NewContextOptions());
    }

    /// What consoles said since the last call.
    public List<String> complaints() {
        var said = List.copyOf(complaints);
        complaints.clear();
        return said;
    }

    public static void photograph(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
