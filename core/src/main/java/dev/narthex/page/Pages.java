package dev.narthex.page;

import dev.narthex.http.Json;
import dev.narthex.http.Response;
import dev.narthex.page.generated.JteaccountGenerated;
import dev.narthex.page.generated.JteactivateGenerated;
import dev.narthex.page.generated.JtechooseAccountGenerated;
import dev.narthex.page.generated.JteconsentGenerated;
import dev.narthex.page.generated.JtedeviceGenerated;
import dev.narthex.page.generated.JtefarewellGenerated;
import dev.narthex.page.generated.JteformGenerated;
import dev.narthex.page.generated.JteformPostGenerated;
import dev.narthex.page.generated.JtehomeGenerated;
import dev.narthex.page.generated.JtelettersGenerated;
import dev.narthex.page.generated.JtemessageGenerated;
import dev.narthex.page.generated.JtepostMessageGenerated;
import dev.narthex.page.generated.JtesignInGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.net.URI;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Every HTML answer of the server, with all the headers that belong to it: never cached, never framed, no referrer,
/// and a content policy that allows nothing but what the page needs.
public final class Pages {
    private final Assets assets;

    public Pages(Assets assets) {
        this.assets = assets;
    }

    public Response signIn(int status, SignInView view) {
        var policy = ContentPolicy.ofPage();
        view.app().map(AppView::returnTo).ifPresent(policy::mayEndAt);
        view.app().flatMap(AppView::logoSource).ifPresent(source -> policy.and("img-src", source));
        WebAddress.web(view.returnTo()).ifPresent(policy::mayEndAt);
        var page = html(status, policy, out -> JtesignInGenerated.render(out, null, assets, view));
        return view.app().isPresent() ? page : isolated(page);
    }

    public Response chooseAccount(ChooseAccountView view) {
        var policy = ContentPolicy.ofPage();
        view.app().map(AppView::returnTo).ifPresent(policy::mayEndAt);
        return html(200, policy, out -> JtechooseAccountGenerated.render(out, null, assets, view));
    }

    public Response consent(int status, ConsentView view) {
        var policy = ContentPolicy.ofPage().mayEndAt(view.app().returnTo());
        // The only third party that a page of ours shows, here and for a device: the logo that the app's owner
        // registered.
        view.app().logoSource().ifPresent(source -> policy.and("img-src", source));
        return html(status, policy, out -> JteconsentGenerated.render(out, null, assets, view));
    }

    /// Where the code of a device is typed.
    public Response activate(int status, ActivateView view) {
        return isolated(
                html(status, ContentPolicy.ofPage(), out -> JteactivateGenerated.render(out, null, assets, view)));
    }

    /// Whether a device may be connected.
    public Response device(DeviceView view) {
        var policy = ContentPolicy.ofPage();
        view.app().logoSource().ifPresent(source -> policy.and("img-src", source));
        return isolated(html(200, policy, out -> JtedeviceGenerated.render(out, null, assets, view)));
    }

    /// Where apps hear, in frames of theirs, that a person signs out: the only page of ours with frames in it, of
    /// exactly
    /// these addresses.
    public Response farewell(FarewellView view) {
        var policy = ContentPolicy.ofPage();
        view.frames().forEach(frame -> WebAddress.source(frame).ifPresent(source -> policy.and("frame-src", source)));
        return html(200, policy, out -> JtefarewellGenerated.render(out, null, assets, view));
    }

    /// An error, a sign-out, a form that came too late: one sentence and what to do next.
    public Response message(int status, MessageView view) {
        return html(status, ContentPolicy.ofPage(), out -> JtemessageGenerated.render(out, null, assets, view));
    }

    public Response home(HomeView view) {
        return own(200, out -> JtehomeGenerated.render(out, null, assets, view));
    }

    /// A page with one form, on the way to an app or not.
    public Response form(int status, FormView view) {
        var policy = ContentPolicy.ofPage();
        view.app().map(AppView::returnTo).ifPresent(policy::mayEndAt);
        var page = html(status, policy, out -> JteformGenerated.render(out, null, assets, view));
        return view.app().isPresent() ? page : isolated(page);
    }

    /// A page for the person who is signed in and nobody else, not on the way to an app.
    /// Of use inside this module alone, which knows the templates.
    @SuppressWarnings("exports")
    public Response own(int status, Consumer<OwaspHtmlTemplateOutput> template) {
        return isolated(html(status, ContentPolicy.ofPage(), template));
    }

    /// A person's own account.
    public Response account(AccountView view) {
        return own(200, out -> JteaccountGenerated.render(out, null, assets, view));
    }

    /// Mails that went nowhere.
    public Response letters(LettersView view) {
        return own(200, out -> JtelettersGenerated.render(out, null, assets, view));
    }

    /// The HTML part of a mail, as it is: no script, no form, nothing from elsewhere.
    public Response letter(String html) {
        var policy = new ContentPolicy()
                .set("style-src", "'unsafe-inline'")
                .set("frame-ancestors", "'none'")
                .set("sandbox", "allow-top-navigation-by-user-activation");
        return html(200, policy, out -> out.writeContent(html));
    }

    /// The answer of `response_mode=form_post`: a form that sends itself, or by its button where scripts don't run.
    public Response formPost(URI action, SequencedMap<String, String> fields) {
        // The prototype's method, because a field named "submit" would hide the form's.
        String script = "HTMLFormElement.prototype.submit.call(document.forms[0])";
        var policy = ContentPolicy.ofPage()
                .set("script-src", ContentPolicy.hash(script))
                .mayEndAt(action);
        return html(
                200, policy, out -> JteformPostGenerated.render(out, null, assets, action.toString(), fields, script));
    }

    /// The answer of `response_mode=okta_post_message`: hands `data` to the window that opened or frames this page,
    /// which may be of `targetOrigin` only.
    ///
    /// @throws IllegalArgumentException if `targetOrigin` is not exactly an origin of the web
    public Response postMessage(String targetOrigin, SequencedMap<String, Object> data) {
        String framer = WebAddress.origin(targetOrigin)
                .filter(targetOrigin::equals)
                .flatMap(WebAddress::source)
                .orElseThrow(() -> new IllegalArgumentException("not an origin: " + targetOrigin));
        String script = "(window.opener||window.parent).postMessage(%s,%s)"
                .formatted(scriptLiteral(data), scriptLiteral(targetOrigin));
        var policy = ContentPolicy.ofMessage(framer, script);
        return html(200, policy, out -> JtepostMessageGenerated.render(out, null, script));
    }

    /// JSON that can stand inside a script element: the parser of HTML finds nothing in it to end the element with.
    private static String scriptLiteral(Object value) {
        return Json.text(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static Response html(int status, ContentPolicy policy, Consumer<OwaspHtmlTemplateOutput> template) {
        var bytes = new Utf8ByteOutput();
        template.accept(new OwaspHtmlTemplateOutput(bytes));
        var response = Response.html(status, bytes.toByteArray())
                .with("Content-Security-Policy", policy.text())
                .with("Cache-Control", "no-cache, no-store")
                .with("Pragma", "no-cache")
                .with("Expires", "0")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
        return policy.framable() ? response : response.with("X-Frame-Options", "DENY");
    }

    /// Cuts the tie to a window that opened this one. Not on pages on the way to an app, nor on messages met there:
    /// the app may have opened us in a pop-up and wait for its answer, and the tie, once cut, stays cut when the
    /// pop-up returns to the app.
    private static Response isolated(Response page) {
        return page.with("Cross-Origin-Opener-Policy", "same-origin");
    }
}
