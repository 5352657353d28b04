package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A {@link Company} that also has deals and the orders that follow from them; each test draws its own flow for a deal. */
final class Deals implements AutoCloseable {

    static final String LI = step("li", "\"source\": \"manager\", \"level\": 1", "");
    static final String ZHOU = step("zhou", "\"source\": \"role\", \"role\": \"director\"", "");
    static final String QIAN = step("qian", "\"source\": \"role\", \"role\": \"finance\"", "");

    private static final String METADATA = """
            {"entity": [
                {"id": "deal", "label": {"en": "Deal"}, "plural": {"en": "Deals"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "decimal", "scale": 2},
                    {"id": "note", "label": {"en": "Note"}, "type": "text"},
                    {"id": "state", "label": {"en": "State"}, "type": "text"},
                    {"id": "found", "label": {"en": "Found"}, "type": "decimal", "scale": 0},
                    {"id": "due", "label": {"en": "Due"}, "type": "date"},
                    {"id": "deputy", "label": {"en": "Deputy"}, "type": "user"},
                    {"id": "made", "label": {"en": "Order"}, "type": "lookup", "entity": "order"}]},
                {"id": "order", "label": {"en": "Order"}, "plural": {"en": "Orders"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "decimal", "scale": 2},
                    {"id": "deal", "label": {"en": "Deal"}, "type": "lookup", "entity": "deal"}]}],
             "role": [
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own"},
                        "otherFields": "write"},
                    "request": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"},
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "order": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"},
                    "deal": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
             "approval": [{"id": "order_approval", "label": {"en": "Order approval"}, "entity": "order",
                "nodes": [%s], "administrators": ["admin"]}]}
            """.formatted(QIAN);

    private final Company company = Company.start();
    private final AtomicInteger count = new AtomicInteger();

    static Deals start() {
        var deals = new Deals();
        deals.company.publish(METADATA);
        return deals;
    }

    /** A step of kind approve; {@code more} are further properties. */
    static String step(String id, String source, String more) {
        return """
                {"kind": "approve", "id": "%s", "label": {"en": "Step %s"}, "approvers": [{%s}]%s}""".formatted(id, id, source, more.isEmpty() ? "" : ", " + more);
    }

    /** A node of another kind. */
    static String node(String kind, String id, String more) {
        return """
                {"kind": "%s", "id": "%s", "label": {"en": "Node %s"}%s}""".formatted(kind, id, id, more.isEmpty() ? "" : ", " + more);
    }

    static String lane(String id, String more, String... nodes) {
        return """
                {"id": "%s", "label": {"en": "Lane %s"}, "nodes": [%s]%s}""".formatted(id, id, String.join(",", nodes), more.isEmpty() ? "" : ", " + more);
    }

    /** Publishes the flow of deals. */
    void flow(String... nodes) {
        flowWith("", nodes);
    }

    /** As {@link #flow}, with further properties of the definition. */
    void flowWith(String more, String... nodes) {
        company.publish(
                """
                {"approval": [{"id": "deal_approval", "label": {"en": "Deal approval %d"}, "entity": "deal",
                    "summary": ["name"], "administrators": ["admin"], "nodes": [%s]%s}]}
                """.formatted(count.incrementAndGet(), String.join(",", nodes), more.isEmpty() ? "" : ", " + more));
    }

    /** Publishes a flow that is given as such. */
    void install(ApprovalDefinition flow) {
        assertThat(company.app().get(Publisher.class).install(Company.INSTALL_PLATFORM, List.of(flow), "test"))
                .isInstanceOf(PublishResult.Published.class);
    }

    RecordId deal(Map<String, @Nullable Object> values) {
        var all = new HashMap<String, @Nullable Object>(values);
        all.putIfAbsent("name", "Deal " + count.incrementAndGet());
        return create("deal", all);
    }

    RecordId create(String entity, Map<String, @Nullable Object> values) {
        var result = company.app().get(Records.class).save(company.who("Wang"), new Change.Create(entity, values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    /** A deal that Wang has submitted. */
    RecordId submitted(Map<String, @Nullable Object> values) {
        var deal = deal(values);
        assertThat(company.submit("Wang", "deal", deal)).isInstanceOf(ApprovalResult.Done.class);
        return deal;
    }

    ApprovalState state(RecordId deal) {
        return company.last("deal", deal).state();
    }

    @Nullable
    Object value(RecordId deal, String field) {
        return company.read("deal", deal).value(field);
    }

    List<ApprovalEvent> events(RecordId deal) {
        return company.events("deal", deal);
    }

    /** Who is asked about a deal, in alphabetical order. */
    List<String> asked(RecordId deal) {
        return List.of("Admin", "Li", "Qian", "Stranger", "Wang", "Zhou").stream()
                .filter(name -> company.isAsked(name, deal))
                .toList();
    }

    /** Lets what is due happen as if it were so much later. */
    int later(long minutes) {
        return company.app()
                .get(FlowCalls.class)
                .run(Instant.now().truncatedTo(ChronoUnit.MICROS).plus(minutes, ChronoUnit.MINUTES));
    }

    /** One request of several in the state they are in now: nothing open where it has ended, no difference to the engine. */
    void assertSound(RecordId deal) {
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    Company company() {
        return company;
    }

    @Override
    public void close() {
        company.close();
    }
}
