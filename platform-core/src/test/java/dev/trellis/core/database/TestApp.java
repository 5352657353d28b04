package dev.trellis.core.database;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The beans of all modules on the class path on a fresh schema with all system tables; no server. Tests write
 * {@code try (var app = TestApp.start()) { … }}.
 */
public final class TestApp implements AutoCloseable {

    private final TestDatabase.Schema schema;
    private final boolean ownsSchema;
    private final Database database;
    private final ApplicationContext context;

    private TestApp(TestDatabase.Schema schema, boolean ownsSchema, Map<String, Object> properties) {
        this.schema = schema;
        this.ownsSchema = ownsSchema;
        this.database = schema.database();
        this.context = ApplicationContext.builder()
                .environments("test")
                .banner(false)
                .properties(properties)
                .singletons(database)
                .start();
    }

    public static TestApp start() {
        return start(Map.of());
    }

    public static TestApp start(Map<String, Object> properties) {
        return new TestApp(TestDatabase.get().freshSchema(), true, properties);
    }

    /** The address of this node's schema, with user and password. */
    public String url() {
        return schema.url();
    }

    /** Starts another node on the schema of this one. Close it first. */
    public TestApp anotherNode() {
        return anotherNode(Map.of());
    }

    /** As {@link #anotherNode()}, with settings of its own. */
    public TestApp anotherNode(Map<String, Object> properties) {
        return new TestApp(schema, false, properties);
    }

    /** How another process reaches the schema of this one. */
    public DatabaseSettings.External settings() {
        return schema.settings();
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public ApplicationContext context() {
        return context;
    }

    public Database database() {
        return database;
    }

    public Sql sql() {
        return get(Sql.class);
    }

    /** Runs work in a unit of work. */
    public <T> T inUnit(Supplier<T> work) {
        return get(UnitOfWork.class).run(work);
    }

    /** As {@link #inUnit(Supplier)}, for work without a result. */
    public void inUnit(Runnable work) {
        get(UnitOfWork.class).run(work);
    }

    @Override
    public void close() {
        context.close();
        database.close();
        if (ownsSchema) {
            schema.close();
        }
    }
}
