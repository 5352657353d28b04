package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.file.StoredFile;
import dev.trellis.core.file.UploadResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files through the gate: who may read them, what is let in, what a record may hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesOfRecordsTest {

    private TestWorkspace work;
    private Files files;

    @TempDir
    private Path folder;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(TestWorkspace.with(Map.of(
                "account",
                List.of(
                        "{\"id\": \"scans\", \"label\": {\"en\": \"Scans\"}, \"type\": \"attachments\", \"megabytes\": 1}"),
                "quote",
                List.of(
                        "{\"id\": \"papers\", \"label\": {\"en\": \"Papers\"}, \"type\": \"attachments\"}",
                        "{\"id\": \"photo\", \"label\": {\"en\": \"Photo\"}, \"type\": \"image\"}"))));
        files = work.app.get(Files.class);
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private UploadResult upload(
            Actor.Person actor, String field, String name, byte[] content, @Nullable RecordId replaces)
            throws IOException {
        var file = java.nio.file.Files.write(folder.resolve("upload"), content);
        return files.upload(actor, field.equals("scans") ? "account" : "quote", field, name, file, replaces);
    }

    private StoredFile stored(Actor.Person actor, String field, String name, String text) throws IOException {
        var result = upload(actor, field, name, text.getBytes(StandardCharsets.UTF_8), null);
        assertThat(result).isInstanceOf(UploadResult.Stored.class);
        return ((UploadResult.Stored) result).file();
    }

    private static Composite held(StoredFile file) {
        return new Composite(Map.of("file", file.id()));
    }

    private static List<String> problems(UploadResult result) {
        return ((UploadResult.Refused) result)
                .problems().stream().map(problem -> problem.code().key()).toList();
    }

    private RecordId quote(Actor.Person actor, Map<String, Object> more) {
        var values = new java.util.HashMap<>(more);
        values.put("title", "With files");
        return work.save(actor, new Change.Create("quote", values)).id();
    }

    private byte[] content(StoredFile file) throws IOException {
        var out = new ByteArrayOutputStream();
        files.copyTo(file, out);
        return out.toByteArray();
    }

    @Test
    void a_file_is_there_for_who_sent_it_and_then_for_who_may_read_the_record() throws IOException {
        var li = work.sales("li");
        var chen = work.sales("chen");
        var file = stored(li, "papers", "../evil\"><img>.txt", "content");

        assertThat(files.find(li, file.id())).isPresent();
        assertThat(files.find(chen, file.id())).isEmpty();
        var id = quote(li, Map.of("papers", List.of(held(file))));

        assertThat(work.find(li, "quote", id).value("papers")).isInstanceOfSatisfying(List.class, list -> {
            var kept = (Composite) list.getFirst();
            assertThat(kept.text("name")).isEqualTo("evil___img_.txt");
            assertThat(kept.part("size")).isEqualTo(new BigDecimal(7));
            assertThat(kept.text("type")).isEqualTo("text/plain");
        });
        assertThat(files.find(work.actor("wang", "manager"), file.id())).isPresent();
        assertThat(files.find(chen, file.id())).isEmpty();
        assertThat(content(file)).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_of_another_record_or_person_is_as_unknown_as_none() throws IOException {
        var li = work.sales("li");
        var chen = work.sales("chen");
        var taken = stored(li, "papers", "a.txt", "a");
        quote(li, Map.of("papers", List.of(held(taken))));
        var loose = stored(li, "papers", "b.txt", "b");
        var other = stored(li, "scans", "c.txt", "c");
        var none = new Composite(Map.of("file", new RecordId(4711)));

        for (var file : List.of(held(taken), held(loose), none)) {
            var refused =
                    work.records.save(chen, new Change.Create("quote", Map.of("title", "Q", "papers", List.of(file))));
            assertThat(TestWorkspace.problems(refused)).containsExactly("papers FILE_UNKNOWN");
        }
        for (var file : List.of(held(taken), held(other))) {
            var refused =
                    work.records.save(li, new Change.Create("quote", Map.of("title", "Q", "papers", List.of(file))));
            assertThat(TestWorkspace.problems(refused)).containsExactly("papers FILE_UNKNOWN");
        }
    }

    @Test
    void a_new_version_takes_the_place_and_the_old_one_stays_readable() throws IOException {
        var li = work.sales("li");
        var first = stored(li, "papers", "contract.txt", "one");
        var id = quote(li, Map.of("papers", List.of(held(first))));

        var result = upload(li, "papers", "contract 2.txt", "two".getBytes(StandardCharsets.UTF_8), first.id());
        var second = ((UploadResult.Stored) result).file();
        work.save(li, new Change.Update("quote", id, 1, Map.of("papers", List.of(held(second)))));

        assertThat(files.versions(li, second.id()))
                .extracting(StoredFile::name)
                .containsExactly("contract 2.txt", "contract.txt");
        assertThat(files.find(li, first.id())).isPresent();
        assertThat(content(first)).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
        assertThat(files.find(work.sales("chen"), first.id())).isEmpty();
    }

    @Test
    void what_is_empty_too_large_or_no_picture_is_refused() throws IOException {
        var li = work.sales("li");

        assertThat(problems(upload(li, "scans", "a", new byte[0], null))).containsExactly("FILE_EMPTY");
        assertThat(problems(upload(li, "scans", "a", new byte[(1 << 20) + 1], null)))
                .containsExactly("FILE_TOO_LARGE");
        assertThat(problems(upload(li, "photo", "a.png", "<svg onload=x>".getBytes(StandardCharsets.UTF_8), null)))
                .containsExactly("FILE_KIND");
        var broken = new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3};
        assertThat(problems(upload(li, "photo", "a.png", broken, null))).containsExactly("FILE_NOT_A_PICTURE");
        assertThat(problems(upload(li, "title", "a", new byte[] {1}, null))).containsExactly("FILE_FIELD");
    }

    @Test
    void a_picture_is_drawn_anew_and_nothing_hidden_comes_along() throws IOException {
        var li = work.sales("li");
        var picture = new ByteArrayOutputStream();
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 4, 0x00FF00);
        ImageIO.write(image, "png", picture);
        picture.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));

        var result = upload(li, "photo", "a.png", picture.toByteArray(), null);

        var file = ((UploadResult.Stored) result).file();
        var drawn = content(file);
        assertThat(new String(drawn, StandardCharsets.ISO_8859_1)).doesNotContain("script");
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(drawn)).getRGB(3, 4) & 0xFFFFFF)
                .isEqualTo(0x00FF00);
        var id = quote(li, Map.of("photo", held(file)));
        assertThat(work.find(li, "quote", id).value("photo"))
                .isInstanceOfSatisfying(
                        Composite.class, kept -> assertThat(kept.text("type")).isEqualTo("image/png"));
    }

    @Test
    void a_content_of_many_chunks_comes_back_byte_for_byte() throws IOException {
        long seed = 20261128;
        var content = new byte[3 * 512 * 1024 + 17];
        new Random(seed).nextBytes(content);
        var li = work.sales("li");

        var result = upload(li, "papers", "big.bin", content, null);

        assertThat(content(((UploadResult.Stored) result).file()))
                .as("seed " + seed)
                .isEqualTo(content);
    }
}
