package dev.trellis.core.transfer;

import static dev.trellis.core.transfer.TransferWorld.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.sheet.SheetLimits;
import dev.trellis.core.sheet.Sheets;
import dev.trellis.core.transfer.ImportPlan.OnDuplicate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImportTest {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static TransferWorld world;

    @BeforeAll
    static void start() {
        world = TransferWorld.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String key() {
        return "K" + NEXT.incrementAndGet();
    }

    private static ImportPlan plan(ImportMode mode, String key, String... paths) {
        var columns = new ArrayList<ImportPlan.Column>();
        for (int i = 0; i < paths.length; i++) {
            columns.add(ImportPlan.Column.of(i, paths[i]));
        }
        return new ImportPlan(mode, key.isEmpty() ? List.of() : List.of(key), columns, false, "en");
    }

    private static StoredRecord account(String taxNo) {
        return world
                .all(
                        world.admin,
                        "account",
                        "name",
                        "tax_no",
                        "staff",
                        "founded",
                        "turnover",
                        "size",
                        "key_account",
                        "parent_account",
                        "version")
                .stream()
                .filter(record -> taxNo.equals(record.value("tax_no")))
                .findFirst()
                .orElseThrow();
    }

    private static long accounts() {
        return world.all(world.admin, "account").size();
    }

    @Test
    void columns_are_guessed_from_labels_in_any_language_and_from_names() {
        var run = world.stage(
                world.admin,
                "account",
                "客户名称*,TAX NUMBER,成立日期,staff,Turnover (CNY),nonsense,机密\n恒通,1,2001-01-01,3,4,5,6\n");

        var mapping = world.mapping(world.admin, run);

        assertThat(mapping.suggested().columns())
                .extracting(column -> column.index() + " " + column.path())
                .containsExactly("0 name", "1 tax_no", "2 founded", "3 staff", "4 turnover", "6 secret");
        assertThat(mapping.suggested().mode()).isEqualTo(ImportMode.UPSERT);
        assertThat(mapping.suggested().key()).containsExactly("tax_no");
        assertThat(mapping.samples()).containsExactly(List.of("恒通", "1", "2001-01-01", "3", "4", "5", "6"));
    }

    @Test
    void a_heading_goes_where_it_went_the_last_time() {
        var first = world.stage(world.admin, "account", "Wunderlich,x\nA,1\n");
        world.check(world.admin, first, plan(ImportMode.INSERT, "", "name"));

        var second = world.stage(world.admin, "account", "y,wunder-lich\n1,A\n");

        assertThat(world.mapping(world.admin, second).suggested().columns())
                .containsExactly(ImportPlan.Column.of(1, "name"));
    }

    @Test
    void values_are_read_as_people_write_them() {
        var key = key();
        var run = world.stage(
                world.admin,
                "account",
                "name,tax_no,founded,staff,turnover,size,key_account\n恒通," + key + ",2001年3月5日,\"1,250\",¥1.5,大型,是\n");

        var done = world.run(
                world.admin,
                run,
                plan(ImportMode.INSERT, "", "name", "tax_no", "founded", "staff", "turnover", "size", "key_account"));

        assertThat(done.state()).isEqualTo(ImportState.DONE);
        var record = account(key);
        assertThat(record.value("founded")).isEqualTo(LocalDate.of(2001, 3, 5));
        assertThat((BigDecimal) record.value("staff")).isEqualByComparingTo("1250");
        assertThat(record.value("turnover")).isEqualTo(new Money(new BigDecimal("1.5"), "CNY"));
        assertThat(record.value("size")).isEqualTo("l");
        assertThat(record.value("key_account")).isEqualTo(true);
    }

    @Test
    void a_dry_run_counts_and_writes_nothing() {
        var there = key();
        world.install("account", Map.of("name", "There", "tax_no", there, "staff", new BigDecimal(3)));
        var fresh = key();
        var run = world.stage(
                world.admin,
                "account",
                "name,tax_no,staff\nThere,%1$s,3\nThere too,%1$s,4\nNew,%2$s,1\nAgain,%2$s,2\n,%3$s,1\nBad,%3$s,x\nNeg,%3$s,-1\n"
                        .formatted(there, fresh, key()));
        var before = accounts();
        var historyBefore = world.app.inUnit(() -> world.app
                .sql()
                .one("SELECT COUNT(*) FROM t_record_history", row -> row.getLong(1))
                .orElseThrow());

        var checked = world.check(world.admin, run, plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "staff"));

        assertThat(checked.state()).isEqualTo(ImportState.CHECKED);
        assertThat(checked.counts()).isEqualTo(new ImportCounts(1, 2, 1, 0, 3));
        assertThat(checked.counts().total()).isEqualTo(checked.total()).isEqualTo(checked.done());
        assertThat(world.problems(world.admin, checked))
                .containsExactly("6 name REQUIRED", "7 staff NUMBER_SHAPE", "8 staff VALIDATION_FAILED");
        assertThat(accounts()).isEqualTo(before);
        assertThat(world.app.<Long>inUnit(() -> world.app
                        .sql()
                        .one("SELECT COUNT(*) FROM t_record_history", row -> row.getLong(1))
                        .orElseThrow()))
                .isEqualTo(historyBefore);
    }

    @Test
    void a_run_does_what_the_dry_run_said() {
        var there = key();
        world.install("account", Map.of("name", "There", "tax_no", there, "staff", new BigDecimal(3)));
        var csv = "name,tax_no,staff\nThere,%s,3\nChanged,%s,4\nNew,%s,1\nBad,%s,x\n"
                .formatted(there, there, key(), key());
        var run = world.stage(world.admin, "account", csv);
        var plan = plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "staff");
        var checked = world.check(world.admin, run, plan);

        var done = world.run(world.admin, run, plan);

        assertThat(done.state()).isEqualTo(ImportState.DONE);
        assertThat(done.counts()).isEqualTo(checked.counts()).isEqualTo(new ImportCounts(1, 1, 1, 0, 1));
        assertThat(account(there).value("name")).isEqualTo("Changed");
    }

    @Test
    void each_mode_does_with_known_and_unknown_keys_what_it_says() {
        for (var mode : ImportMode.values()) {
            var known = key();
            var unknown = key();
            world.install("account", Map.of("name", "Old", "tax_no", known));
            var run = world.stage(world.admin, "account", "name,tax_no\nNew,%s\nNew,%s\n".formatted(known, unknown));

            var done = world.run(world.admin, run, plan(mode, mode.needsKey() ? "tax_no" : "", "name", "tax_no"));

            assertThat(done.counts())
                    .as(mode.key())
                    .isEqualTo(
                            switch (mode) {
                                case INSERT -> new ImportCounts(1, 0, 0, 0, 1);
                                case UPDATE -> new ImportCounts(0, 1, 0, 0, 1);
                                case UPSERT -> new ImportCounts(1, 1, 0, 0, 0);
                                case SKIP -> new ImportCounts(1, 0, 0, 1, 0);
                            });
            assertThat(world.problems(world.admin, done))
                    .as(mode.key())
                    .isEqualTo(
                            switch (mode) {
                                case INSERT -> List.of("2 tax_no NOT_UNIQUE");
                                case UPDATE -> List.of("3 tax_no ROW_KEY_UNKNOWN");
                                case UPSERT, SKIP -> List.of();
                            });
        }
    }

    @Test
    void a_dry_run_sees_what_stands_twice_in_the_file() {
        var key = key();
        var run = world.stage(world.admin, "account", "name,tax_no\nA,%s\nB,%s\n".formatted(key, key));

        var checked = world.check(world.admin, run, plan(ImportMode.INSERT, "", "name", "tax_no"));

        assertThat(world.problems(world.admin, checked)).containsExactly("3 tax_no ROW_TWICE_IN_FILE");
    }

    @Test
    void a_dry_run_validates_changes_of_what_the_same_file_makes() {
        var key = key();
        var run = world.stage(
                world.admin, "account", "name,tax,staff\nA,%1$s,5\nA again,%1$s,-3\nA last,%1$s,7\n".formatted(key));

        var checked = world.check(world.admin, run, plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "staff"));

        assertThat(checked.counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 1));
        assertThat(world.problems(world.admin, checked)).containsExactly("3 staff VALIDATION_FAILED");
    }

    @Test
    void rows_that_look_like_what_is_there_are_left_out_or_change_it() {
        world.app
                .get(Publisher.class)
                .install(
                        new Actor.Platform(Actor.Purpose.INSTALL),
                        List.of(SampleMetadata.definition(Kind.DUPLICATE, """
                                {"id": "same_company", "label": {"en": "Same company"}, "entity": "account",
                                 "comparisons": [{"field": "name", "how": "company"}]}""")),
                        "for tests");
        var first = key();
        world.install("account", Map.of("name", "上海远大机电有限公司", "tax_no", first));
        var csv = "name,staff\n上海远大机电股份有限公司,8\n杭州新客户%1$s有限公司,1\n杭州新客户%1$s,2\n".formatted(key());

        var left = world.run(world.admin, world.stage(world.admin, "account", csv), plan(OnDuplicate.SKIP));
        assertThat(left.counts()).isEqualTo(new ImportCounts(1, 0, 0, 2, 0));
        assertThat(account(first).value("staff")).isNull();

        var laid = world.run(world.admin, world.stage(world.admin, "account", csv), plan(OnDuplicate.UPDATE));
        assertThat(laid.counts().created()).isZero();
        assertThat(laid.counts().failed()).isZero();
        assertThat(account(first).value("staff")).isEqualTo(new BigDecimal("8"));
    }

    private static ImportPlan plan(OnDuplicate duplicates) {
        var columns = List.of(ImportPlan.Column.of(0, "name"), ImportPlan.Column.of(1, "staff"));
        return new ImportPlan(ImportMode.INSERT, List.of(), columns, false, "en", duplicates);
    }

    @Test
    void references_are_found_by_number_title_or_id_and_an_ambiguous_one_is_refused() {
        var number = key();
        var byNumber = world.install("account", Map.of("name", "Parent " + number, "tax_no", number));
        var byId = world.install("account", Map.of("name", "Twin " + number));
        world.install("account", Map.of("name", "Twin " + number));
        var run = world.stage(
                world.admin,
                "account",
                "name,tax_no,parent\nA,%1$sa,%1$s\nB,%1$sb,Parent %1$s\nC,%1$sc,%2$s\nD,%1$sd,Twin %1$s\nE,%1$se,nobody\n"
                        .formatted(number, byId));

        var done = world.run(world.admin, run, plan(ImportMode.INSERT, "", "name", "tax_no", "parent_account"));

        assertThat(account(number + "a").value("parent_account")).isEqualTo(byNumber);
        assertThat(account(number + "b").value("parent_account")).isEqualTo(byNumber);
        assertThat(account(number + "c").value("parent_account")).isEqualTo(byId);
        assertThat(world.problems(world.admin, done))
                .containsExactly("5 parent_account ROW_REFERENCE_AMBIGUOUS", "6 parent_account ROW_REFERENCE_UNKNOWN");
    }

    @Test
    void rows_below_a_record_are_its_line_items() {
        var code = key();
        world.install("product", Map.of("name", "Pump " + code, "code", code));
        var title = "Quote " + code;
        var csv = """
                title,product,quantity,price
                %1$s,%2$s,2,10
                ,Pump %2$s,3,1.5
                %1$s,%2$s,1,1
                Other %2$s,%2$s,1,7
                """.formatted(title, code);
        var plan = plan(ImportMode.UPSERT, "title", "title", "lines.product", "lines.quantity", "lines.unit_price");

        var done = world.run(world.admin, world.stage(world.admin, "quote", csv), plan);

        assertThat(done.counts()).isEqualTo(new ImportCounts(4, 0, 0, 0, 0));
        assertThat((BigDecimal) quote(title).value("total")).isEqualByComparingTo("25.5");
        assertThat(quote(title).lines("lines")).hasSize(3);
        var again = world.run(world.admin, world.stage(world.admin, "quote", csv), plan);
        assertThat(again.counts()).isEqualTo(new ImportCounts(0, 0, 4, 0, 0));
        var fewer = world.run(
                world.admin,
                world.stage(world.admin, "quote", "title,product,quantity,price\n%s,%s,9,1\n".formatted(title, code)),
                plan);
        assertThat(fewer.counts()).isEqualTo(new ImportCounts(0, 1, 0, 0, 0));
        assertThat((BigDecimal) quote(title).value("total")).isEqualByComparingTo("9");
        var undone = world.undo(world.admin, fewer);
        assertThat(undone.state()).isEqualTo(ImportState.UNDONE);
        assertThat(undone.kept()).isZero();
        assertThat((BigDecimal) quote(title).value("total")).isEqualByComparingTo("25.5");
    }

    private static StoredRecord quote(String title) {
        return world.all(world.admin, "quote", "title", "total", "lines").stream()
                .filter(record -> title.equals(record.value("title")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void undo_restores_the_state_before() {
        var one = key();
        var two = key();
        world.install("account", Map.of("name", "One", "tax_no", one, "staff", new BigDecimal(1)));
        var before = state();
        var run = world.stage(
                world.admin,
                "account",
                "name,tax_no,staff\nUno,%1$s,11\nNew,%2$s,5\nEins,%1$s,12\nNewer,%2$s,6\n".formatted(one, two));
        var done = world.run(world.admin, run, plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "staff"));
        assertThat(done.counts()).isEqualTo(new ImportCounts(1, 3, 0, 0, 0));
        assertThat(state()).isNotEqualTo(before);

        var undone = world.undo(world.admin, done);

        assertThat(undone.state()).isEqualTo(ImportState.UNDONE);
        assertThat(undone.restored()).isEqualTo(2);
        assertThat(undone.kept()).isZero();
        assertThat(state()).isEqualTo(before);
    }

    private static List<String> state() {
        return world.all(world.admin, "account", "name", "tax_no", "staff", "founded", "turnover").stream()
                .map(record -> record.id() + " " + record.values())
                .sorted()
                .toList();
    }

    @Test
    void undo_leaves_alone_what_somebody_has_changed_since() {
        var made = key();
        var changed = key();
        world.install("account", Map.of("name", "Old", "tax_no", changed, "staff", new BigDecimal(1)));
        var run = world.stage(
                world.admin, "account", "name,tax_no,staff\nMade,%s,1\nNew,%s,2\n".formatted(made, changed));
        var done = world.run(world.admin, run, plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "staff"));
        edit(account(made).id(), account(made).version(), "Made by hand");
        edit(account(changed).id(), account(changed).version(), "Changed by hand");

        var undone = world.undo(world.admin, done);

        assertThat(undone.kept()).isEqualTo(2);
        assertThat(account(made).value("name")).isEqualTo("Made by hand");
        assertThat(account(changed).value("name")).isEqualTo("Changed by hand");
        assertThat((BigDecimal) account(changed).value("staff")).isEqualByComparingTo("1");
        assertThat(world.problems(world.admin, undone))
                .containsExactly("2  UNDO_CHANGED_SINCE", "3 name UNDO_CHANGED_SINCE");
    }

    private static void edit(RecordId id, int version, String name) {
        assertThat(world.records.save(world.admin, new Change.Update("account", id, version, Map.of("name", name))))
                .isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void what_a_person_may_not_see_or_write_cannot_be_mapped_and_looks_like_nothing() {
        var sales = world.person("李娜", "sales", Locale.SIMPLIFIED_CHINESE);
        var run = world.stage(sales, "account", "name,secret,rating,机密\nA,1,2,3\n");

        var mapping = world.mapping(sales, run);

        assertThat(mapping.targets()).extracting(Target::path).doesNotContain("secret");
        assertThat(mapping.suggested().columns()).containsExactly(ImportPlan.Column.of(0, "name"));
        assertThat(refusals(world.imports.run(sales, run.id(), plan(ImportMode.INSERT, "", "name", "secret"))))
                .containsExactly("UNKNOWN_FIELD");
        assertThat(refusals(world.imports.run(sales, run.id(), plan(ImportMode.INSERT, "", "name", "nothing"))))
                .containsExactly("UNKNOWN_FIELD");
        assertThat(refusals(world.imports.run(sales, run.id(), plan(ImportMode.INSERT, "", "name", "version"))))
                .containsExactly("IMPORT_READ_ONLY");
        assertThat(refusals(world.imports.run(
                        sales,
                        run.id(),
                        new ImportPlan(
                                ImportMode.INSERT,
                                List.of(),
                                List.of(ImportPlan.Column.of(2, "rating")),
                                false,
                                "zh-CN"))))
                .containsExactly("IMPORT_READ_ONLY");
    }

    @Test
    void records_beyond_the_own_reach_are_neither_matched_nor_referred_to() {
        var sales = world.person("王芳", "sales", Locale.ENGLISH);
        var foreign = key();
        world.install("account", Map.of("name", "Foreign " + foreign, "tax_no", foreign, "owner", world.admin.user()));
        var run = world.stage(
                sales, "account", "name,tax_no,parent\nMine,%1$s,\nMine too,%1$sx,Foreign %1$s\n".formatted(foreign));

        var done = world.run(sales, run, plan(ImportMode.UPSERT, "tax_no", "name", "tax_no", "parent_account"));

        assertThat(world.problems(sales, done))
                .containsExactly("2 tax_no NOT_UNIQUE", "3 parent_account ROW_REFERENCE_UNKNOWN");
    }

    @Test
    void nobody_imports_without_the_right_and_no_import_exists_for_others() {
        var sales = world.person("周敏", "sales", Locale.ENGLISH);
        var other = world.person("钱进", "sales", Locale.ENGLISH);
        var run = world.stage(sales, "account", "name\nA\n");

        assertThat(refusals(world.imports.stage(
                        sales, "quote", "q.csv", TransferWorld.file("title\nA\n".getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("MAY_NOT_IMPORT");
        assertThat(refusals(world.imports.stage(
                        sales, "thing", "t.csv", TransferWorld.file("code\nA\n".getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("ENTITY_NOT_FOUND");
        assertThat(world.imports.find(other, run.id())).isEmpty();
        assertThat(world.imports.mapping(other, run.id())).isEmpty();
        assertThat(world.imports.cancel(other, run.id())).isInstanceOf(ImportResult.NotFound.class);
        assertThat(world.imports.undo(other, run.id())).isInstanceOf(ImportResult.NotFound.class);
        assertThat(world.imports.faulty(other, run.id(), 0, 10)).isEmpty();
        assertThat(world.imports.list(other)).isEmpty();
    }

    @Test
    void the_faulty_rows_come_back_as_a_file_with_the_reason_in_the_readers_language() throws IOException {
        var run = world.stage(world.admin, "account", "名称,员工数,备注\n恒通,x,=1+1\n,2,b\n好,3,c\n");
        var done = world.run(world.admin, run, plan(ImportMode.INSERT, "", "name", "staff"));
        assertThat(done.counts()).isEqualTo(new ImportCounts(1, 0, 0, 0, 2));

        for (var format : SheetFormat.values()) {
            var out = new ByteArrayOutputStream();
            world.imports.writeFaulty(world.admin, run.id(), format, Locale.SIMPLIFIED_CHINESE, out);
            var rows = new ArrayList<List<String>>();
            Sheets.read(TransferWorld.file(out.toByteArray()), SheetLimits.DEFAULT, row -> rows.add(row.cells()));

            assertThat(rows)
                    .containsExactly(
                            List.of("名称", "员工数", "备注", "问题"),
                            List.of("恒通", "x", "=1+1", "[员工数] “x”不是数字。请按 1,234.56 的格式填写。"),
                            List.of("", "2", "b", "[名称] “名称”为必填项，请填写。"));
        }
    }

    @Test
    void a_cancelled_import_keeps_what_it_wrote_goes_on_and_can_be_undone() {
        var prefix = key();
        var csv = new StringBuilder("name,tax_no\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append("N")
                    .append(i)
                    .append(',')
                    .append(prefix)
                    .append('-')
                    .append(i)
                    .append('\n');
        }
        var before = accounts();
        var run = world.stage(world.admin, "account", csv.toString());
        world.imports.run(world.admin, run.id(), plan(ImportMode.INSERT, "", "name", "tax_no"));
        world.imports.cancel(world.admin, run.id());
        var cancelled = world.ended(world.admin, run.id());

        assertThat(cancelled.state()).isEqualTo(ImportState.CANCELLED);
        assertThat(cancelled.done()).isEqualTo(cancelled.counts().total()).isLessThan(3_000);
        assertThat(accounts()).isEqualTo(before + cancelled.counts().created());

        TransferWorld.accepted(world.imports.resume(world.admin, run.id()));
        var ended = world.ended(world.admin, run.id());
        if (ended.state() == ImportState.READY) {
            ended = world.run(world.admin, run, plan(ImportMode.INSERT, "", "name", "tax_no"));
        }
        assertThat(ended.counts()).isEqualTo(new ImportCounts(3_000, 0, 0, 0, 0));

        var undone = world.undo(world.admin, ended);
        assertThat(undone.restored()).isEqualTo(3_000);
        assertThat(accounts()).isEqualTo(before);
    }

    @Test
    void empty_cells_leave_fields_as_they_are_unless_they_are_to_be_cleared() {
        var key = key();
        world.install("account", Map.of("name", "A", "tax_no", key, "staff", new BigDecimal(7)));
        var csv = "tax_no,staff\n%s,\n".formatted(key);
        var keeping = plan(ImportMode.UPDATE, "tax_no", "tax_no", "staff");
        var clearing = new ImportPlan(keeping.mode(), keeping.key(), keeping.columns(), true, "en");

        var kept = world.run(world.admin, world.stage(world.admin, "account", csv), keeping);
        assertThat(kept.counts()).isEqualTo(new ImportCounts(0, 0, 1, 0, 0));
        var cleared = world.run(world.admin, world.stage(world.admin, "account", csv), clearing);

        assertThat(cleared.counts()).isEqualTo(new ImportCounts(0, 1, 0, 0, 0));
        assertThat(account(key).value("staff")).isNull();
    }

    @Test
    void the_history_says_that_it_came_by_import() {
        var key = key();
        var run = world.stage(world.admin, "account", "name,tax_no\nA,%s\n".formatted(key));
        world.run(world.admin, run, plan(ImportMode.INSERT, "", "name", "tax_no"));

        var history = world.records.history(world.admin, "account", account(key).id());

        assertThat(history).asString().contains(Actor.Via.IMPORT.name().toLowerCase(Locale.ROOT));
    }
}
