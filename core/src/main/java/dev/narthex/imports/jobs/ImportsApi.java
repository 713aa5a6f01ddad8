package dev.narthex.imports.jobs;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.imports.Content;
import dev.narthex.imports.Opening;
import dev.narthex.imports.ReportFormat;
import dev.narthex.imports.jobs.ImportJob.State;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.users.schema.UserSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/api/v1/imports`: takes files of people, tells how it goes with them, and gives the report.
public final class ImportsApi {
    private static final int PAGE = 20;
    private static final int MOST = 200;
    private static final int LINES = 500;

    private final ImportJobStore store;
    private final JobFiles files;
    private final JobLog log;
    private final ImportJson json;
    private final Setting setting;

    /// @param ids a new id for a job
    public record Setting(String baseUrl, Supplier<String> ids, Supplier<UserSchema> schema, InstantSource clock) {}

    public ImportsApi(ImportJobStore store, JobFiles files, JobLog log, Setting setting) {
        this.store = store;
        this.files = files;
        this.log = log;
        this.json = new ImportJson(setting.baseUrl());
        this.setting = setting;
    }

    /// Takes the file as it comes, in pieces, so that it may be as large as the disk.
    public Response create(Request request, Caller caller) {
        boolean packed = request.header("content-encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
        // What is packed small can be unpacked to any size.
        if (packed)
            return OktaError.of(415, "E0000012", "Send the file unpacked").response(request);
        return switch (ImportRequests.read(request, caller.actor())) {
            case ImportRequests.Refused(var error) -> error.response(request);
            case ImportRequests.Asked(var asked) -> take(request, asked);
        };
    }

    private Response take(Request request, ImportJob.Request asked) {
        var job = ImportJob.fresh(setting.ids().get(), asked, setting.clock().instant());
        store.make(job);
        try {
            var fault = fill(request, job);
            if (fault.isEmpty()) {
                var waiting = store.byId(job.id()).orElseThrow();
                log.began(request, waiting);
                return answer(202, waiting).with("Location", json.address(job));
            }
            drop(job);
            return OktaError.invalid("import", "file: " + fault.get()).response(request);
        } catch (IOException e) {
            drop(job);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            drop(job);
            throw e;
        }
    }

    /// Why the file can't be brought in.
    private Optional<String> fill(Request request, ImportJob job) throws IOException {
        var size = files.save(job.id(), request.stream());
        if (size.isEmpty()) return Optional.of("the import was cancelled");
        if (size.get() == 0) return Optional.of("it is empty");
        var content = new Content(job.id(), size.get(), files.open(job.id()));
        var opening = job.request().format().open(content, setting.schema().get());
        if (opening instanceof Opening.Refused(var reason)) return Optional.of(reason);
        boolean complete = store.complete(job.id(), size.get(), setting.clock().instant());
        return complete ? Optional.empty() : Optional.of("the import was cancelled");
    }

    private void drop(ImportJob job) {
        store.end(job.id(), State.FAILED, Optional.empty(), setting.clock().instant());
        files.forget(job.id());
        store.delete(job.id());
    }

    public Response list(Request request, Caller caller) {
        var listing = Listing.asked(request, PAGE, MOST);
        var now = setting.clock().instant();
        var found = store.page(listing.after(), listing.fetch());
        return listing.response(request, setting.baseUrl(), found, job -> json.of(job, now), ImportJob::id);
    }

    public Response show(Request request, Caller caller) {
        return found(request, job -> answer(200, job));
    }

    /// The rows that became nobody, as JSON lines or, for programs of tables, as CSV.
    public Response refused(Request request, Caller caller) {
        String asked = request.query().first("format").orElse(request.namesInAccept("text/csv") ? "csv" : "jsonl");
        return switch (asked) {
            case "csv" -> found(request, job -> report(job, ReportFormat.CSV));
            case "jsonl" -> found(request, job -> report(job, ReportFormat.JSONL));
            default ->
                OktaError.invalid("import", "format: must be csv or jsonl").response(request);
        };
    }

    private Response report(ImportJob job, ReportFormat report) {
        String name = job.id() + "-refused." + report.name().toLowerCase(Locale.ROOT);
        return Response.flowing(200, report.contentType(), out -> {
                    out.write(bytes(report.heading()));
                    long row = 0;
                    for (var page = store.refusals(job.id(), row, LINES); !page.isEmpty(); ) {
                        for (var refusal : page) out.write(bytes(report.line(refusal)));
                        row = page.getLast().place().row();
                        page = store.refusals(job.id(), row, LINES);
                    }
                })
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// No row lands after this is answered; those that have landed stay.
    public Response cancel(Request request, Caller caller) {
        return found(request, job -> {
            if (!store.end(
                    job.id(), State.CANCELLED, Optional.empty(), setting.clock().instant())) {
                return OktaError.invalid("import", "status: the import is over").response(request);
            }
            files.forget(job.id());
            var cancelled = store.byId(job.id()).orElse(job);
            log.ended(cancelled);
            return answer(200, cancelled);
        });
    }

    public Response delete(Request request, Caller caller) {
        return found(request, job -> {
            if (!job.state().over() || !store.delete(job.id())) {
                return OktaError.invalid("import", "status: cancel the import before it is deleted")
                        .response(request);
            }
            return Response.empty(204);
        });
    }

    private Response answer(int status, ImportJob job) {
        return Response.json(status, json.of(job, setting.clock().instant()));
    }

    private Response found(Request request, Function<ImportJob, Response> answer) {
        String id = request.pathParameter("import");
        return store.byId(id)
                .map(answer)
                .orElseGet(() -> OktaError.notFound(id, "Import").response(request));
    }
}
