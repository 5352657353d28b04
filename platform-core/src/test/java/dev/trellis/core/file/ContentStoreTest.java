package dev.trellis.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every place for files does, chosen by configuration: the database, a folder, a bucket of a server with S3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentStoreTest {

    private enum Place {
        DATABASE(DatabaseContent.class),
        FOLDER(FolderContent.class),
        BUCKET(S3Content.class);

        private final Class<? extends ContentStore> type;

        Place(Class<? extends ContentStore> type) {
            this.type = type;
        }
    }

    private final Map<Place, TestApp> apps = new EnumMap<>(Place.class);
    private Bucket bucket;
    private RecordIds ids;

    @TempDir
    private static Path folder;

    @BeforeAll
    void start() {
        bucket = Bucket.start();
        var database = TestApp.start();
        apps.put(Place.DATABASE, database);
        apps.put(
                Place.FOLDER,
                database.anotherNode(
                        Map.of("trellis.files.folder", folder.resolve("shared").toString())));
        apps.put(Place.BUCKET, database.anotherNode(bucket.settings()));
        ids = database.get(RecordIds.class);
    }

    @AfterAll
    void stop() {
        apps.get(Place.BUCKET).close();
        apps.get(Place.FOLDER).close();
        apps.get(Place.DATABASE).close();
        bucket.close();
    }

    private ContentStore store(Place place) {
        return apps.get(place).get(ContentStore.class);
    }

    private static Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("content"), content);
    }

    private static byte[] read(ContentStore store, RecordId id) throws IOException {
        try (var in = store.open(id)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_kept_comes_back_byte_for_byte(Place place) throws IOException {
        long seed = 20261128;
        var content = new byte[3 * 512 * 1024 + 17];
        new Random(seed).nextBytes(content);
        var store = store(place);
        var id = ids.next();

        store.write(id, file(content));

        assertThat(store).isInstanceOf(place.type);
        assertThat(read(store, id)).as("seed " + seed).isEqualTo(content);
        assertThatCode(store::probe).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_second_try_leaves_nothing_of_the_first(Place place) throws IOException {
        var store = store(place);
        var id = ids.next();
        store.write(id, file(new byte[1_200_000]));

        store.write(id, file("short".getBytes(StandardCharsets.UTF_8)));

        assertThat(read(store, id)).isEqualTo("short".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_deleted_is_gone_and_nothing_else_is(Place place) throws IOException {
        var store = store(place);
        var one = ids.next();
        var other = ids.next();
        store.write(one, file(new byte[] {1}));
        store.write(other, file(new byte[] {2}));

        store.delete(one);
        store.delete(one);
        store.delete(ids.next());

        assertThatThrownBy(() -> store.open(one)).isInstanceOf(IOException.class);
        assertThat(read(store, other)).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource
    void what_never_was_fails_before_anything_is_read(Place place) {
        var store = store(place);
        var none = ids.next();

        assertThatThrownBy(() -> store.open(none)).isInstanceOf(IOException.class);
    }

    @Test
    void a_bucket_may_be_shared_by_several_companies() throws IOException {
        var id = ids.next();

        store(Place.BUCKET).write(id, file(new byte[] {1}));

        assertThat(bucket.keys()).contains("company/" + id);
    }

    @Test
    void a_bucket_that_does_not_answer_or_knows_other_keys_says_which_and_keeps_its_secret() {
        var id = ids.next();
        var settings = bucket.settings();
        settings.put("trellis.files.s3.secret-key", "mistaken");
        try (var mistaken = apps.get(Place.DATABASE).anotherNode(settings)) {
            assertThatThrownBy(() -> mistaken.get(ContentStore.class).write(id, file(new byte[] {1})))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("papers at http://127.0.0.1:")
                    .hasMessageNotContaining("mistaken");
            assertThatThrownBy(() -> mistaken.get(ContentStore.class).probe()).isInstanceOf(IOException.class);
        }
        bucket.away(() -> {
            assertThatThrownBy(() -> store(Place.BUCKET).open(id)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store(Place.BUCKET).probe()).isInstanceOf(IOException.class);
        });
        assertThatCode(() -> store(Place.BUCKET).probe()).doesNotThrowAnyException();
        assertThat(bucket.keys()).doesNotContain("company/" + id);
    }

    @Test
    void settings_that_cannot_be_meant_are_refused_with_their_names() {
        refused("trellis.files.folder", "/somewhere", "trellis.files.folder or trellis.files.s3.bucket, not both");
        refused("trellis.files.s3.bucket", " ", "trellis.files.s3.bucket is empty");
        refused("trellis.files.s3.endpoint", "s3.example.com", "must be an address like https://");
        refused("trellis.files.s3.endpoint", "http://[", "trellis.files.s3.endpoint is no address");
        var settings = bucket.settings();
        settings.remove("trellis.files.s3.secret-key");
        refused(settings, "Set both trellis.files.s3.access-key and trellis.files.s3.secret-key");
    }

    private void refused(String name, String value, String why) {
        var settings = bucket.settings();
        settings.put(name, value);
        refused(settings, why);
    }

    private void refused(Map<String, Object> settings, String why) {
        assertThatThrownBy(() -> {
                    try (var app = apps.get(Place.DATABASE).anotherNode(settings)) {
                        app.get(ContentStore.class);
                    }
                })
                .hasStackTraceContaining(why);
    }
}
