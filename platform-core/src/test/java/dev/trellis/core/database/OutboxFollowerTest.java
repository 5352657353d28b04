package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OutboxFollowerTest {

    private static OutboxFollower follower(TestApp app, long from) {
        return new OutboxFollower(app.get(UnitOfWork.class), app.sql(), "a.topic", from);
    }

    private static void append(TestApp app, String topic, String key) {
        app.inUnit(() -> app.get(Outbox.class).append(topic, key, "{}"));
    }

    private static List<String> keys(OutboxFollower follower) {
        return follower.next(100).stream().map(OutboxEvent::key).toList();
    }

    @Test
    void every_event_of_the_topic_comes_once_and_in_order() {
        try (var app = TestApp.start()) {
            var follower = follower(app, OutboxFollower.now());
            append(app, "a.topic", "1");
            append(app, "another.topic", "2");
            append(app, "a.topic", "3");

            assertThat(keys(follower)).containsExactly("1", "3");
            assertThat(keys(follower)).isEmpty();
            append(app, "a.topic", "4");
            assertThat(keys(follower)).containsExactly("4");
        }
    }

    @Test
    void an_event_that_commits_after_younger_ones_is_not_missed() throws Exception {
        try (var app = TestApp.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var follower = follower(app, OutboxFollower.now());
            var appended = new CountDownLatch(1);
            var mayCommit = new CountDownLatch(1);
            var slow = threads.submit(() -> app.inUnit(() -> {
                app.get(Outbox.class).append("a.topic", "slow", "{}");
                appended.countDown();
                await(mayCommit);
            }));
            appended.await();
            append(app, "a.topic", "quick");

            assertThat(keys(follower)).containsExactly("quick");
            mayCommit.countDown();
            slow.get();

            assertThat(keys(follower)).containsExactly("slow");
            assertThat(keys(follower)).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void another_follower_goes_on_where_one_stopped_without_missing_anything() {
        try (var app = TestApp.start()) {
            var first = follower(app, OutboxFollower.now());
            append(app, "a.topic", "1");
            assertThat(keys(first)).containsExactly("1");
            var resumeAt = first.resumeAt();
            append(app, "a.topic", "2");

            assertThat(keys(follower(app, resumeAt))).contains("2");
        }
    }

    @Test
    void a_page_is_never_longer_than_asked_for() {
        try (var app = TestApp.start()) {
            var follower = follower(app, OutboxFollower.now());
            for (int i = 0; i < 5; i++) {
                append(app, "a.topic", "" + i);
            }

            assertThat(follower.next(2)).hasSize(2);
            assertThat(follower.next(2)).hasSize(2);
            assertThat(follower.next(2)).hasSize(1);
            assertThat(follower.next(2)).isEmpty();
        }
    }
}
