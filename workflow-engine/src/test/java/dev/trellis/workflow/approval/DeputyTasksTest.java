package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.Deputy.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deputies with limits, and open tasks that go along and come back, on the real engine and database. */
class DeputyTasksTest {

    private static final String METADATA = """
            {"entity": [
                {"id": "spending", "label": {"en": "Spending"}, "plural": {"en": "Spendings"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "note", "label": {"en": "Note"}, "type": "text"},
                    {"id": "total", "label": {"en": "Total"}, "type": "money"}]}],
             "role": [
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "spending": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}]}
            """;
    private static final String LI = """
            {"source": "manager", "level": 1}""";
    private static final String ZHOU = """
            {"source": "role", "role": "director"}""";

    private static Company company;
    private static int published;

    @BeforeAll
    static void start() {
        company = Company.start();
        company.publish(METADATA);
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @AfterEach
    void everybodyIsBack() {
        for (var name : List.of("Li", "Zhou", "Qian")) {
            company.approvals()
                    .deputies(company.who(name))
                    .forEach(deputy -> company.approvals().endDeputy(company.who(name), deputy.id()));
        }
    }

    @Test
    void up_to_the_limit_the_deputy_decides_and_the_path_says_so() {
        flow("total", step("li", LI, ""));
        deputise("Li", "Qian", "10000 CNY", false);

        var spending = submitted("10000 CNY");

        assertThat(company.isAsked("Li", spending)).isFalse();
        assertThat(why(spending)).contains("stands in for Li up to CNY 10,000");
        done(company.agree("Qian", spending), ApprovalState.APPROVED);
        assertThat(company.last("spending", spending).log())
                .filteredOn(line -> line.event() == ApprovalEvent.AGREED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.who()).isEqualTo("Qian");
                    assertThat(line.insteadOf()).isEqualTo("Li");
                });
    }

    @Test
    void above_the_limit_it_stays_and_everybody_reads_why() {
        flow("total", step("li", LI, ""));
        deputise("Li", "Qian", "10000 CNY", false);

        var spending = submitted("10000.01 CNY");

        assertThat(company.isAsked("Li", spending)).isTrue();
        assertThat(company.isAsked("Qian", spending)).isFalse();
        assertThat(why(spending))
                .contains("the deputy Qian decides only up to CNY 10,000, and this request is above it");
    }

    @Test
    void a_preview_tells_of_the_deputy_and_of_the_limit() {
        flow("total", step("li", LI, ""));
        deputise("Li", "Qian", "10000 CNY", false);

        assertThat(previewed(spending("5 CNY"))).contains("stands in for Li up to CNY 10,000");
        assertThat(previewed(spending("50000 CNY")))
                .contains("the deputy Qian decides only up to CNY 10,000, and this request is above it");
    }

    @Test
    void where_the_approval_names_no_amount_a_deputy_with_a_limit_does_not_step_in() {
        flow(null, step("li", LI, ""));
        deputise("Li", "Qian", "10000 CNY", true);

        var spending = submitted("5 CNY");

        assertThat(company.isAsked("Li", spending)).isTrue();
        assertThat(why(spending))
                .contains("the deputy Qian decides only up to CNY 10,000, and this approval does not say which amount"
                        + " counts");
    }

    @Test
    void a_blank_amount_is_beyond_every_limit() {
        flow("total", step("li", LI, ""));
        deputise("Li", "Qian", "10000 CNY", false);

        assertThat(company.isAsked("Li", submitted(null))).isTrue();
    }

    @Test
    void nobody_raises_an_amount_above_their_own_limit() {
        flow("total", step("li", LI, "\"fields\": {\"total\": \"write\", \"note\": \"write\"}"));
        deputise("Li", "Qian", "10000 CNY", false);
        var spending = submitted("5 CNY");
        var raised = Map.<String, @Nullable Object>of("total", money("10001 CNY"));

        refused(
                company.approvals().agree(company.who("Qian"), company.task("Qian", spending), "", raised, null),
                ApprovalProblems.DEPUTY_LIMIT);
        refused(act("Qian", spending, new TaskAction.Keep(raised)), ApprovalProblems.DEPUTY_LIMIT);

        assertThat(company.read("spending", spending).value("total")).isEqualTo(money("5 CNY"));
        var within = Map.<String, @Nullable Object>of("total", money("9999 CNY"));
        done(
                company.approvals().agree(company.who("Qian"), company.task("Qian", spending), "", within, null),
                ApprovalState.APPROVED);
    }

    @Test
    void what_has_outgrown_the_limit_comes_back() {
        flow(
                "total",
                "{\"kind\": \"parallel\", \"id\": \"both\", \"label\": {\"en\": \"Both\"}, \"lanes\": ["
                        + lane("one", step("li", LI, "")) + ","
                        + lane("two", step("zhou", ZHOU, "\"fields\": {\"total\": \"write\"}")) + "]}");
        deputise("Li", "Qian", "10000 CNY", false);
        var spending = submitted("5 CNY");
        assertThat(company.isAsked("Qian", spending)).isTrue();
        company.approvals()
                .agree(
                        company.who("Zhou"),
                        company.task("Zhou", spending),
                        "",
                        Map.of("total", money("20000 CNY")),
                        null);

        refused(act("Qian", spending, TaskAction.Agree.PLAIN), ApprovalProblems.DEPUTY_LIMIT);
        assertThat(may("Qian", spending)).doesNotContain(Can.AGREE);
        assertThat(run(Instant.now())).isPositive();

        assertThat(company.isAsked("Qian", spending)).isFalse();
        done(company.agree("Li", spending), ApprovalState.APPROVED);
        assertSound(spending);
    }

    @Test
    void what_waits_stays_unless_the_person_says_so() {
        flow("total", step("li", LI, ""));
        var spending = submitted("5 CNY");

        deputise("Li", "Qian", null, false);
        run(Instant.now());

        assertThat(company.isAsked("Li", spending)).isTrue();
        assertThat(company.isAsked("Qian", spending)).isFalse();
    }

    @Test
    void what_waits_goes_along_where_the_person_says_so_and_comes_back_when_it_is_withdrawn() {
        flow("total", step("li", LI, ""));
        var spending = submitted("5 CNY");

        var deputised = deputise("Li", "Qian", null, true);

        assertThat(deputised.taken()).isPositive();
        assertThat(company.isAsked("Li", spending)).isFalse();
        assertThat(why(spending)).contains("stands in for Li");
        assertThat(person(spending, "Qian").insteadOf()).isEqualTo("Li");
        var task = company.task("Qian", spending);
        company.approvals().endDeputy(company.who("Li"), id(deputised));
        assertThat(company.isAsked("Qian", spending)).isFalse();
        refused(
                company.approvals().act(company.who("Qian"), task, TaskAction.Agree.PLAIN, ""),
                ApprovalProblems.NOT_YOURS_ANY_MORE);
        done(company.agree("Li", spending), ApprovalState.APPROVED);
        assertThat(company.events("spending", spending))
                .containsSubsequence(ApprovalEvent.DEPUTISED, ApprovalEvent.CAME_BACK, ApprovalEvent.AGREED);
        assertSound(spending);
    }

    @Test
    void what_goes_along_goes_along_at_the_beginning_of_the_time_and_once() {
        flow("total", step("li", LI, ""));
        var spending = submitted("5 CNY");
        var from = Instant.now().plus(Duration.ofHours(1));
        company.approvals()
                .deputise(
                        company.who("Li"),
                        new Terms(id("Qian"), null, from, from.plus(Duration.ofHours(1)), null, true));

        run(Instant.now());
        assertThat(company.isAsked("Li", spending)).isTrue();

        run(from);
        assertThat(company.isAsked("Qian", spending)).isTrue();
        act("Qian", spending, new TaskAction.HandOver(id("Li")), from);
        run(from.plusSeconds(60));
        assertThat(company.isAsked("Li", spending))
                .as("what was given back stays")
                .isTrue();
    }

    @Test
    void when_the_time_is_over_what_is_undecided_comes_back_and_the_deputy_is_told() {
        flow("total", step("li", LI, ""));
        var until = Instant.now().plus(Duration.ofHours(1));
        company.approvals()
                .deputise(
                        company.who("Li"),
                        new Terms(id("Qian"), null, Instant.now().minusSeconds(60), until, null, false));
        var arrived = submitted("5 CNY");
        assertThat(company.isAsked("Qian", arrived)).isTrue();

        run(until.minusSeconds(1));
        assertThat(company.isAsked("Qian", arrived)).isTrue();
        run(until);

        assertThat(company.isAsked("Qian", arrived)).isFalse();
        assertThat(person(arrived, "Li").reasons().stream().map(reason -> reason.text(Locale.ENGLISH)))
                .contains("came back undecided from the deputy Qian");
        assertThat(person(arrived, "Li").insteadOf()).isNull();
        done(company.agree("Li", arrived), ApprovalState.APPROVED);
        assertSound(arrived);
    }

    @Test
    void a_deputy_whose_time_is_over_does_not_decide_even_before_the_task_has_gone_back() {
        flow("total", step("li", LI, ""));
        company.approvals()
                .deputise(
                        company.who("Li"),
                        id("Qian"),
                        null,
                        Instant.now().minusSeconds(60),
                        Instant.now().plus(Duration.ofHours(1)));
        var spending = submitted("5 CNY");
        company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .update(
                                "UPDATE t_approval_deputy SET valid_until = ?",
                                Instant.now().minusSeconds(1)));

        refused(act("Qian", spending, TaskAction.Agree.PLAIN), ApprovalProblems.DEPUTY_ENDED);
        assertThat(may("Qian", spending)).doesNotContain(Can.AGREE, Can.REJECT);
        run(Instant.now());

        done(company.agree("Li", spending), ApprovalState.APPROVED);
    }

    @Test
    void a_decision_of_the_deputy_stands_when_the_time_is_over() {
        flow("total", step("both", LI + "," + ZHOU, "\"completion\": \"all\""));
        var deputised = deputise("Li", "Qian", null, false);
        var spending = submitted("5 CNY");
        company.agree("Qian", spending);

        company.approvals().endDeputy(company.who("Li"), id(deputised));

        assertThat(company.isAsked("Li", spending)).isFalse();
        done(company.agree("Zhou", spending), ApprovalState.APPROVED);
    }

    @Test
    void open_tasks_do_not_go_to_the_initiator_nor_to_somebody_who_is_away_nor_twice_to_one_person() {
        flow("total", step("both", LI + "," + ZHOU, "\"completion\": \"all\""));
        var spending = submitted("5 CNY");

        deputise("Li", "Wang", null, true);
        assertThat(company.isAsked("Li", spending)).as("the initiator never").isTrue();
        everybodyIsBack();
        deputise("Qian", "Admin", null, false);
        deputise("Li", "Qian", null, true);
        assertThat(company.isAsked("Li", spending)).as("no chains").isTrue();
        everybodyIsBack();
        deputise("Li", "Zhou", null, true);
        assertThat(company.isAsked("Li", spending)).as("nobody twice").isTrue();

        company.agree("Li", spending);
        done(company.agree("Zhou", spending), ApprovalState.APPROVED);
    }

    @Test
    void only_the_approval_that_was_meant_goes_along() {
        flow("total", step("li", LI, ""));
        var spending = submitted("5 CNY");

        company.approvals()
                .deputise(
                        company.who("Li"),
                        new Terms(
                                id("Qian"),
                                "quote_approval",
                                Instant.now().minusSeconds(60),
                                Instant.now().plusSeconds(600),
                                null,
                                true));

        assertThat(company.isAsked("Li", spending)).isTrue();
    }

    @Test
    void a_limit_is_an_amount_above_zero_in_a_currency_that_exists() {
        for (var limit : List.of("0 CNY", "-5 CNY", "0.00001 CNY", "1000000000000000000 CNY")) {
            assertThat(deputise("Li", "Qian", limit, false).problems())
                    .extracting(problem -> problem.code())
                    .as(limit)
                    .containsExactly(ApprovalProblems.DEPUTY_LIMIT_INVALID);
        }
        assertThat(deputise("Li", "Qian", "5 XQQ", false).problems())
                .extracting(problem -> problem.code())
                .containsExactly(ApprovalProblems.DEPUTY_CURRENCY_UNKNOWN);
    }

    private static List<String> why(RecordId spending) {
        return company.last("spending", spending).path().steps().stream()
                .flatMap(step -> step.people().stream())
                .flatMap(person -> person.reasons().stream())
                .map(reason -> reason.text(Locale.ENGLISH))
                .toList();
    }

    private static ApprovalPath.Person person(RecordId spending, String name) {
        return company.last("spending", spending).path().steps().stream()
                .flatMap(step -> step.people().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> previewed(RecordId spending) {
        var found = company.approvals().preview(company.who("Wang"), "spending", spending);
        assertThat(found).isInstanceOf(PreviewResult.Found.class);
        return ((PreviewResult.Found) found)
                .path().steps().stream()
                        .flatMap(step -> step.people().stream())
                        .flatMap(person -> person.reasons().stream())
                        .map(reason -> reason.text(Locale.ENGLISH))
                        .toList();
    }

    private static java.util.Set<Can> may(String name, RecordId spending) {
        return company.app()
                .inUnit(() -> company.app()
                        .get(ApprovalHistory.class)
                        .of(company.who(name), "spending", spending, Instant.now())
                        .getFirst()
                        .may()
                        .can());
    }

    private static void assertSound(RecordId spending) {
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
        RandomRequestsTest.assertRebuilt(company, "spending", spending, "deputies");
    }

    private static int run(Instant now) {
        return company.app().get(DeputyTasks.class).run(now);
    }

    private static ApprovalResult act(String name, RecordId spending, TaskAction action) {
        return company.approvals().act(company.who(name), company.task(name, spending), action, "");
    }

    /** Does something as if it were later: the arrangement is moved to now. */
    private static void act(String name, RecordId spending, TaskAction action, Instant at) {
        company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .update(
                                "UPDATE t_approval_deputy SET valid_from = ? WHERE valid_from = ?",
                                Instant.now().minusSeconds(60),
                                at));
        assertThat(act(name, spending, action)).isInstanceOf(ApprovalResult.Done.class);
    }

    private static ApprovalResult.Deputised deputise(
            String name, String deputy, @Nullable String limit, boolean takesOpen) {
        return company.approvals()
                .deputise(
                        company.who(name),
                        new Terms(
                                id(deputy),
                                null,
                                Instant.now().minusSeconds(60),
                                Instant.now().plus(Duration.ofDays(1)),
                                limit == null ? null : money(limit),
                                takesOpen));
    }

    private static RecordId submitted(@Nullable String total) {
        var spending = spending(total);
        done(company.submit("Wang", "spending", spending), ApprovalState.RUNNING);
        return spending;
    }

    private static RecordId spending(@Nullable String total) {
        var values = new HashMap<String, @Nullable Object>(Map.of("name", "Paper"));
        if (total != null) {
            values.put("total", money(total));
        }
        var saved = company.app().get(Records.class).save(company.who("Wang"), new Change.Create("spending", values));
        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) saved).id();
    }

    private static void flow(@Nullable String amount, String... nodes) {
        company.publish("""
                {"approval": [{"id": "spending_approval", "label": {"en": "Spending approval %d"}, "entity": "spending",
                    "summary": ["name"], "administrators": ["admin"], "policy": {%s}, "nodes": [%s]}]}
                """.formatted(
                        ++published, amount == null ? "" : "\"amount\": \"" + amount + "\"", String.join(",", nodes)));
    }

    private static String step(String id, String sources, String more) {
        return """
                {"kind": "approve", "id": "%s", "label": {"en": "Step %s"}, "approvers": [%s]%s}""".formatted(id, id, sources, more.isEmpty() ? "" : ", " + more);
    }

    private static String lane(String id, String node) {
        return "{\"id\": \"%s\", \"label\": {\"en\": \"Lane\"}, \"nodes\": [%s]}".formatted(id, node);
    }

    private static RecordId id(String name) {
        return company.who(name).user();
    }

    private static RecordId id(ApprovalResult.Deputised deputised) {
        return java.util.Objects.requireNonNull(deputised.id());
    }

    private static Money money(String text) {
        var parts = text.split(" ");
        return new Money(new BigDecimal(parts[0]), parts[1]);
    }

    private static void done(ApprovalResult result, ApprovalState state) {
        assertThat(result).isInstanceOf(ApprovalResult.Done.class);
        assertThat(((ApprovalResult.Done) result).state()).isEqualTo(state);
    }

    private static void refused(ApprovalResult result, ProblemCode code) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        var problem = ((ApprovalResult.Refused) result).problems().getFirst();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(Messages.text(problem, Locale.ENGLISH)).isNotBlank();
        assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE)).isNotBlank();
    }
}
