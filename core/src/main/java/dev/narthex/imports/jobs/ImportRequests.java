package dev.narthex.imports.jobs;

import dev.narthex.http.Request;
import dev.narthex.imports.Format;
import dev.narthex.imports.Wishes;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.okta.OktaError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what a request to import asks for. The body is the file and nothing else, so all of it is in the query, and
/// the
/// format may be in the media type.
final class ImportRequests {
    private static final int LONGEST_NAME = 255;

    private final Request request;
    private final List<String> causes = new ArrayList<>();

    private ImportRequests(Request request) {
        this.request = request;
    }

    sealed interface Reading {}

    record Asked(ImportJob.Request asked) implements Reading {}

    record Refused(OktaError error) implements Reading {}

    static Reading read(Request request, Actor actor) {
        var reader = new ImportRequests(request);
        String name = request.query().first("name").orElse("");
        if (name.length() > LONGEST_NAME) {
            reader.causes.add("name: must not be longer than " + LONGEST_NAME + " characters");
        }
        var format = reader.format(name);
        var wishes = new Wishes(
                reader.flag("dryRun", false),
                reader.flag("updateExisting", false),
                reader.flag("makeGroups", false),
                reader.flag("activate", true));
        if (!reader.causes.isEmpty()) {
            return new Refused(OktaError.invalid("import", reader.causes.toArray(String[]::new)));
        }
        return new Asked(new ImportJob.Request(name, format.orElseThrow(), wishes, actor));
    }

    private Optional<Format> format(String name) {
        var said = request.query().first("format");
        var found = said.isPresent() ? Format.of(said.get()) : byType().or(() -> Format.ofFile(name));
        if (found.isEmpty()) {
            causes.add("format: must be one of "
                    + Stream.of(Format.values()).map(Format::word).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private Optional<Format> byType() {
        String type = request.header("content-type").orElse("").split(";", 2)[0];
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "text/csv" -> Optional.of(Format.CSV);
            case "application/x-ndjson", "application/jsonl" -> Optional.of(Format.JSONL);
            default -> Optional.empty();
        };
    }

    private boolean flag(String name, boolean usual) {
        String said = request.query().first(name).orElse(Boolean.toString(usual));
        if (!said.equals("true") && !said.equals("false")) causes.add(name + ": must be true or false");
        return said.equals("true");
    }
}
