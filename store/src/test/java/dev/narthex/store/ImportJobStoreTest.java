package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.imports.Format;
import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Wishes;
import dev.narthex.imports.jobs.ImportJob;
import dev.narthex.imports.jobs.ImportJob.State;
import dev.narthex.imports.jobs.ImportJobStore;
import dev.narthex.log.LogEvent.Actor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ImportJobStoreTest extends StoreContract {
    private static final Wishes WISHES = new Wishes(false, true, false, true);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ImportJobStore jobs;

    @BeforeEach
    void nothingWaits() {
        jobs = storage.importJobs();
        for (var job : jobs.page(Optional.empty(), 1_000)) jobs.end(job.id(), State.CANCELLED, Optional.empty(), NOW);
    }

    private ImportJob made() {
        var request = new ImportJob.Request("people.csv", Format.CSV, WISHES, Actor.SYSTEM);
        var job = ImportJob.fresh(IDS.next("imp"), request, NOW);
        jobs.make(job);
        return job;
    }

    private ImportJob waiting() {
        var job = made();
        jobs.add(job.id(), 0, new byte[] {1, 2});
        assertTrue(jobs.complete(job.id(), 2, NOW));
        return job;
    }

    @Test
    @DisplayName("A job is as it was made; nobody takes it before its file is whole")
    void uploading() {
        var job = made();
        assertEquals(Optional.of(job), jobs.byId(job.id()));
        assertTrue(jobs.take(NOW, NOW.plus(MINUTE)).isEmpty());
        assertTrue(jobs.add(job.id(), 0, new byte[] {1}));
        assertTrue(jobs.complete(job.id(), 1, NOW));
        assertFalse(jobs.add(job.id(), 1, new byte[] {2}), "it is whole");
        assertArrayEquals(new byte[] {1}, jobs.piece(job.id(), 0).orElseThrow());
        assertTrue(jobs.piece(job.id(), 1).isEmpty());
    }

    @Test
    @DisplayName("Of all nodes that ask at once, one gets the job; another when its time is up, or it was released")
    void taken() throws Exception {
        var job = waiting();
        var answers = race((node, _) -> node.importJobs().take(NOW, NOW.plus(MINUTE)));
        assertEquals(1, answers.stream().filter(Optional::isPresent).count());
        assertTrue(jobs.keep(job.id(), 0.5, NOW.plus(MINUTE).plus(MINUTE)));
        assertTrue(jobs.take(NOW.plus(MINUTE), NOW).isEmpty());
        var again = jobs.take(NOW.plus(MINUTE).plus(MINUTE), NOW.plus(Duration.ofDays(1)));
        assertEquals(job.id(), again.orElseThrow().id());
        assertEquals(Optional.of(NOW), again.get().times().started());
        assertEquals(0.5, again.get().progress());
        jobs.release(job.id(), NOW);
        assertTrue(jobs.take(NOW, NOW.plus(MINUTE)).isPresent());
    }

    @Test
    @DisplayName("A job that was cancelled is nobody's: not kept, not taken, no row lands; it ends once")
    void cancelled() {
        var job = waiting();
        jobs.take(NOW, NOW.plus(MINUTE));
        storage.imports().begin(job.id(), "", NOW);
        assertTrue(jobs.end(job.id(), State.CANCELLED, Optional.of("enough"), NOW));
        assertFalse(jobs.end(job.id(), State.FINISHED, Optional.empty(), NOW));
        assertFalse(jobs.keep(job.id(), 1, NOW));
        assertTrue(jobs.take(NOW.plus(MINUTE), NOW).isEmpty());
        assertTrue(storage.imports()
                .land(new Batch(job.id(), 0, 1, List.of(), List.of(), WISHES), NOW)
                .isEmpty());
        assertEquals(Optional.of("enough"), jobs.byId(job.id()).orElseThrow().reason());
    }

    @Test
    @DisplayName("The report of a job lies with it, in the order of rows, and goes with it")
    void report() {
        var job = waiting();
        storage.imports().begin(job.id(), "", NOW);
        var refusals = List.of(
                new Refusal(new Place(1, 2), "ada", List.of("a", "b")), new Refusal(new Place(2, 5), "", List.of("c")));
        storage.imports().land(new Batch(job.id(), 0, 2, List.of(), refusals, WISHES), NOW);
        assertEquals(refusals, jobs.refusals(job.id(), 0, 10));
        assertEquals(refusals.subList(1, 2), jobs.refusals(job.id(), 1, 10));
        assertEquals(2, jobs.byId(job.id()).orElseThrow().count().refused());
        assertFalse(jobs.delete(job.id()), "it is not over");
        jobs.end(job.id(), State.FINISHED, Optional.empty(), NOW);
        assertTrue(jobs.shed(job.id(), 10));
        assertFalse(jobs.shed(job.id(), 10));
        assertTrue(jobs.delete(job.id()));
        assertEquals(List.of(), jobs.refusals(job.id(), 0, 10));
        assertTrue(jobs.byId(job.id()).isEmpty());
    }

    @Test
    @DisplayName(
            "Jobs are listed with the latest first; those over for long, and files that never came, are to be forgotten")
    void lists() {
        var first = waiting();
        var second = made();
        var all = jobs.page(Optional.empty(), 1_000).stream().map(ImportJob::id).toList();
        assertTrue(all.containsAll(List.of(first.id(), second.id())));
        assertEquals(all.stream().sorted(Comparator.reverseOrder()).toList(), all);
        var page = jobs.page(Optional.of(all.getFirst()), 1);
        assertEquals(all.get(1), page.getFirst().id());
        jobs.end(first.id(), State.FINISHED, Optional.empty(), NOW);
        assertFalse(jobs.outlived(NOW, NOW).contains(first.id()));
        var outlived = jobs.outlived(NOW.plusMillis(1), NOW.plusMillis(1));
        assertTrue(outlived.containsAll(List.of(first.id(), second.id())));
    }
}
