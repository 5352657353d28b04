package dev.trellis.ui.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.oracle.Http.Answer;
import dev.trellis.ui.oracle.Http.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A server whose files are out of reach for a while: says so, loses nothing, does everything else. */
@Timeout(180)
class FilesAwayTest {

    private static final String FOLDER = "trellis.files.folder";

    @TempDir
    private Path temporary;

    private static ObjectNode metadata() {
        var all = OracleWorld.definitions();
        for (var entity : all.withArray("entity")) {
            if (entity.path("id").asString("").equals("thing")) {
                ((ObjectNode) entity)
                        .withArray("fields")
                        .add(Http.JSON.readTree(
                                "{\"id\": \"papers\", \"type\": \"attachments\", \"label\": {\"en\": \"Papers\"}}"));
            }
        }
        return all;
    }

    private static OracleWorld start(Path folder) {
        System.setProperty(FOLDER, folder.toString());
        try {
            var role = (ObjectNode) Http.JSON.readTree("""
                    {"id": "clerk", "label": {"en": "Clerk"}, "entities": {
                      "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                      "thing": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}""");
            return OracleWorld.start("files", List.of(role), metadata());
        } finally {
            System.clearProperty(FOLDER);
        }
    }

    @Test
    void a_file_out_of_reach_is_an_answer_of_its_own_and_everything_else_goes_on() throws IOException {
        var folder = temporary.resolve("shared");
        try (var world = start(folder)) {
            var clerk = new Http(world.address(), world.person("clerk", null, "clerk"));
            var health = new Http(world.address().replace("/api/v1", ""), null);
            var kept = send(clerk, "hello");
            assertThat(kept.status()).isEqualTo(201);
            var file = Call.get("/files/" + kept.json().path("file").asString(""));
            assertThat(clerk.send(file).body()).isEqualTo("hello");
            until(health, answer -> answer.body().equals("{\"status\":\"UP\"}"));

            Files.move(folder, temporary.resolve("elsewhere"));
            Files.writeString(folder, "no folder");

            var unread = clerk.send(file.with("Accept-Language", "zh-CN"));
            assertThat(unread.status()).isEqualTo(503);
            assertThat(unread.code()).isEqualTo("FILE_NOT_REACHED");
            assertThat(unread.body()).contains("文件并未丢失").doesNotContain(temporary.toString());
            assertThat(unread.headers()).containsKey("retry-after").doesNotContainKey("content-disposition");
            var refused = send(clerk, "too late");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("FILE_NOT_KEPT");
            assertThat(refused.body()).doesNotContain(temporary.toString());
            assertThat(clerk.send(Call.get("/records/thing")).status()).isEqualTo(200);
            until(health, answer -> answer.body().equals("{\"status\":\"UP\",\"files\":\"DOWN\"}"));

            Files.delete(folder);
            Files.move(temporary.resolve("elsewhere"), folder);

            assertThat(clerk.send(file).body()).isEqualTo("hello");
            assertThat(send(clerk, "in time").status()).isEqualTo(201);
            until(health, answer -> answer.body().equals("{\"status\":\"UP\"}"));
        }
    }

    private static Answer send(Http clerk, String text) {
        return clerk.send(new Call(
                "POST", "/files?entity=thing&field=papers&name=note.txt", text, Map.of("Content-Type", "text/plain")));
    }

    /** Asks until the answer comes; the time that a test may take ends it. */
    private static void until(Http health, Predicate<Answer> answer) {
        var asked = health.send(Call.get("/health/ready"));
        while (!answer.test(asked)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            asked = health.send(Call.get("/health/ready"));
        }
        assertThat(asked.status()).isEqualTo(200);
    }
}
