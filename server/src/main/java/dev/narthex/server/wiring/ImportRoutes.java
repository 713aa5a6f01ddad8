package dev.narthex.server.wiring;

import dev.narthex.crypt.Sealer;
import dev.narthex.http.Router;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.jobs.ImportJobs;
import dev.narthex.imports.jobs.ImportsApi;
import dev.narthex.imports.jobs.JobFiles;
import dev.narthex.imports.jobs.JobLog;
import dev.narthex.users.schema.UserSchema;

/// Who takes files of people, and who brings them in.
final class ImportRoutes {
    static final String USERS = "/api/v1/imports/users";
    private static final String ALL = "/api/v1/imports";
    private static final String ONE = ALL + "/{import}";

    private final Foundation base;
    private final JobFiles files;
    private final JobLog log;

    private ImportRoutes(Foundation base) {
        this.base = base;
        var secrets = base.world.secrets();
        var sealer = new Sealer(secrets.masterKey(), "imports", secrets.random());
        files = new JobFiles(base.world.storage().importJobs(), sealer);
        log = new JobLog(base.log);
    }

    static void add(Router router, Foundation base) {
        var api = new ImportRoutes(base).api();
        String manage = "okta.users.manage";
        router.post(USERS, base.callers.guard(manage, api::create))
                .get(ALL, base.callers.guard(manage, api::list))
                .get(ONE, base.callers.guard(manage, api::show))
                .delete(ONE, base.callers.guard(manage, api::delete))
                .get(ONE + "/refused", base.callers.guard(manage, api::refused))
                .post(ONE + "/lifecycle/cancel", base.callers.guard(manage, api::cancel));
    }

    /// What brings in the files that were posted.
    static ImportJobs jobs(Foundation base) {
        return new ImportRoutes(base).jobs();
    }

    private ImportsApi api() {
        var world = base.world;
        var setting = new ImportsApi.Setting(
                world.issuers().baseUrl(), () -> base.ids.next("imp"), this::schema, world.clock());
        return new ImportsApi(world.storage().importJobs(), files, log, setting);
    }

    private ImportJobs jobs() {
        var world = base.world;
        var means = new RowReader.Means(world.secrets().passwords(), base.ids, world.clock());
        var material =
                new ImportJobs.Material(means, this::schema, world.storage().groups());
        return new ImportJobs(world.storage().importJobs(), world.storage().imports(), files, log, material);
    }

    private UserSchema schema() {
        return base.world.storage().userSchemas().read().orElseGet(() -> UserSchema.initial(base.org.created()));
    }
}
