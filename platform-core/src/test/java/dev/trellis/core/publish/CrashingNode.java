package dev.trellis.core.publish;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.schema.CrashPoint;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process of its own that publishes change set number {@code n} and ends, as by kill -9, at the {@code n}th point it
 * passes; where there is no such point it publishes to the end and leaves properly.
 */
final class CrashingNode {

    static final int KILLED = 42;

    private static final String CRASH_AT = "trellis.test.crash-at";

    private CrashingNode() {}

    /** Arguments: URL, user, password of the database, n. */
    public static void main(String[] arguments) {
        var settings = new DatabaseSettings.External(arguments[0], arguments[1], arguments[2], 5);
        int number = Integer.parseInt(arguments[3]);
        var start = (DatabaseStart.Starting) Database.open(settings);
        try (var database = start.database();
                var context = ApplicationContext.builder()
                        .environments("test")
                        .banner(false)
                        .properties(Map.of(CRASH_AT, number))
                        .singletons(database)
                        .start()) {
            var live = context.getBean(LiveMetadata.class).current();
            var admin = new Actor.Person(
                    new RecordId(1), "Admin", Set.of("admin"), Set.of(), Locale.ENGLISH, Actor.Via.API);
            context.getBean(Drafts.class).put(admin, changeSet(live, number));
            var result = context.getBean(Publisher.class).publish(admin, "change set " + number, Set.of());
            if (!(result instanceof PublishResult.Published)) {
                throw new IllegalStateException(result.toString());
            }
        }
    }

    /** A new table, a new column, a wider one, an index that comes and one that goes. */
    static List<Definition> changeSet(Metadata live, int number) {
        var account = SampleMetadata.JSON.write(live.entity("account").orElseThrow());
        var fields = account.withArray("/fields");
        ((ObjectNode) fields.get(0)).put("maxLength", 300 + number % 60);
        fields.addObject()
                .put("id", "f" + number)
                .put("type", "text")
                .putObject("label")
                .put("en", "F " + number);
        return List.of(
                SampleMetadata.definition(Kind.ENTITY, account.toString()),
                SampleMetadata.definition(Kind.ENTITY, """
                        {"id": "crash%d", "label": {"en": "C"}, "plural": {"en": "C"}, "title": "name",
                         "fields": [{"id": "name", "label": {"en": "N"}, "type": "text"}]}
                        """.formatted(number)),
                SampleMetadata.definition(Kind.LIST, """
                        {"id": "sorted", "label": {"en": "S"}, "entity": "account", "columns": ["name"],
                         "sort": [{"path": "f%d"}]}
                        """.formatted(number)));
    }

    /** Ends the process at one of the points it passes. */
    @Singleton
    @Requires(property = CRASH_AT)
    static final class Killer implements CrashPoint {

        private final int at;
        private int passed;

        Killer(@Value("${" + CRASH_AT + "}") int at) {
            this.at = at;
        }

        @Override
        public synchronized void passed(String place) {
            passed++;
            if (passed == at) {
                System.out.println("killed at " + place);
                System.out.flush();
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
