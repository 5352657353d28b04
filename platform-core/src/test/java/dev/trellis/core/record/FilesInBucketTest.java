package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Bucket;
import dev.trellis.core.file.Files;
import dev.trellis.core.file.FilesUnreachable;
import dev.trellis.core.file.StoredFile;
import dev.trellis.core.file.UploadResult;
import dev.trellis.core.job.RunNow;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files of records whose contents are kept in a bucket: as anywhere else, and while it does not answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesInBucketTest {

    private Bucket bucket;
    private TestWorkspace work;
    private Files files;

    @TempDir
    private Path folder;

    @BeforeAll
    void start() {
        bucket = Bucket.start();
        work = TestWorkspace.start(bucket.settings());
        work.publish(TestWorkspace.with(
                "quote", "{\"id\": \"papers\", \"label\": {\"en\": \"Papers\"}, \"type\": \"attachments\"}"));
        files = work.app.get(Files.class);
    }

    @AfterAll
    void stop() {
        work.close();
        bucket.close();
    }

    private UploadResult upload(Actor.Person actor, String text) {
        try {
            var file = java.nio.file.Files.write(folder.resolve("upload"), text.getBytes(StandardCharsets.UTF_8));
            return files.upload(actor, "quote", "papers", "a.txt", file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredFile stored(Actor.Person actor, String text) {
        return ((UploadResult.Stored) upload(actor, text)).file();
    }

    private String content(StoredFile file) throws IOException {
        var out = new ByteArrayOutputStream();
        files.copyTo(file, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private RecordId quote(Actor.Person actor, StoredFile file) {
        var papers = List.of(new Composite(Map.of("file", file.id())));
        return work.save(actor, new Change.Create("quote", Map.of("title", "With files", "papers", papers)))
                .id();
    }

    @Test
    void a_file_of_a_record_is_kept_there_and_comes_back() throws IOException {
        var li = work.sales("li");

        var file = stored(li, "content");
        quote(li, file);

        assertThat(content(file)).isEqualTo("content");
        assertThat(bucket.keys()).contains("company/" + file.id());
        assertThat(files.find(work.sales("chen"), file.id())).isEmpty();
    }

    @Test
    void while_it_does_not_answer_a_file_is_refused_whole_and_nothing_is_lost() throws IOException {
        var li = work.sales("li");
        var kept = stored(li, "kept before");
        var quote = quote(li, kept);
        int before = bucket.keys().size();

        bucket.away(() -> {
            assertThat(files.isAnswering()).isFalse();
            var problem =
                    ((UploadResult.Refused) upload(li, "too late")).problems().getFirst();
            assertThat(problem.code().key()).isEqualTo("FILE_NOT_KEPT");
            assertThat(problem.code().category()).isEqualTo(ProblemCode.Category.UNAVAILABLE);
            assertThat(Messages.text(problem, Locale.ENGLISH)).contains("was not kept", "send it again");
            assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE)).contains("文件未保存", "重新上传");
            assertThatThrownBy(() -> content(kept)).isInstanceOf(FilesUnreachable.class);
            assertThat(work.find(li, "quote", quote).value("papers"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(1);
        });

        assertThat(files.isAnswering()).isTrue();
        assertThat(content(kept)).isEqualTo("kept before");
        assertThat(bucket.keys()).hasSize(before);
        assertThat(content(stored(li, "in time"))).isEqualTo("in time");
    }

    @Test
    void uploads_that_came_to_nothing_are_swept_out_of_it() {
        var li = work.sales("li");
        var orphan = stored(li, "orphan");
        var held = stored(li, "held");
        quote(li, held);
        work.app.inUnit(() -> {
            var _ = work.app
                    .sql()
                    .update(
                            "UPDATE t_file SET created_at = created_at - INTERVAL 2 DAY WHERE id IN (?, ?)",
                            orphan.id(),
                            held.id());
        });

        RunNow.of(work.app, "file-sweep");

        assertThat(bucket.keys()).contains("company/" + held.id()).doesNotContain("company/" + orphan.id());
        assertThat(files.find(li, orphan.id())).isEmpty();
    }
}
