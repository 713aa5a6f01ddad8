package dev.narthex.imports.jobs;

import dev.narthex.okta.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Jobs as the API shows them.
final class ImportJson {
    private final String baseUrl;

    ImportJson(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    String address(ImportJob job) {
        return baseUrl + "/api/v1/imports/" + job.id();
    }

    Map<String, Object> of(ImportJob job, Instant now) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", job.id());
        json.put("type", "USERS");
        json.put("name", job.request().name());
        json.put("format", job.request().format().word());
        json.put("status", job.state().name());
        job.reason().ifPresent(reason -> json.put("reason", reason));
        json.put("options", options(job));
        json.put("size", job.size());
        json.put("progress", Math.round(1_000 * job.progress()) / 1_000.0);
        json.put("rows", rows(job));
        json.putAll(pace(job, now));
        json.put("created", Wire.time(job.times().made()));
        job.times().started().ifPresent(at -> json.put("started", Wire.time(at)));
        job.times().ended().ifPresent(at -> json.put("ended", Wire.time(at)));
        json.put("_links", links(job));
        return json;
    }

    private static Map<String, Object> options(ImportJob job) {
        var wishes = job.request().wishes();
        var json = new LinkedHashMap<String, Object>();
        json.put("dryRun", wishes.dryRun());
        json.put("updateExisting", wishes.updateExisting());
        json.put("makeGroups", wishes.makeGroups());
        json.put("activate", wishes.activate());
        return json;
    }

    private static Map<String, Object> rows(ImportJob job) {
        var json = new LinkedHashMap<String, Object>();
        json.put("read", job.count().rows());
        json.put("created", job.count().created());
        json.put("updated", job.count().updated());
        json.put("refused", job.count().refused());
        return json;
    }

    /// Rows a second since the start, and seconds that are left at this rate; unknown before there was any progress.
    private static Map<String, Object> pace(ImportJob job, Instant now) {
        var json = new LinkedHashMap<String, Object>();
        if (job.times().started().isEmpty() || job.count().rows() == 0) return json;
        Instant until = job.times().ended().orElse(now);
        double seconds =
                Math.max(1, Duration.between(job.times().started().get(), until).toMillis()) / 1_000.0;
        json.put("rowsPerSecond", Math.round(job.count().rows() / seconds));
        boolean running = job.state() == ImportJob.State.RUNNING && job.progress() > 0;
        if (running) json.put("secondsLeft", Math.round(seconds / job.progress() * (1 - job.progress())));
        return json;
    }

    private Map<String, Object> links(ImportJob job) {
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(address(job), "GET"));
        links.put("refused", Wire.link(address(job) + "/refused", "GET"));
        if (job.state().over()) links.put("delete", Wire.link(address(job), "DELETE"));
        else links.put("cancel", Wire.link(address(job) + "/lifecycle/cancel", "POST"));
        return links;
    }
}
