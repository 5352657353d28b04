package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Numbers of many records at once, by both modes, in the business zone's periods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumberingTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int INSERTS = 200;

    private TestWorkspace work;

    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(TestWorkspace.with(Map.of("account", List.of("""
                        {"id": "lead_number", "label": {"en": "No."}, "type": "auto_number",
                         "pattern": "XS-{yyyyMMdd}-{seq:4}"}"""), "product", List.of("""
                        {"id": "serial", "label": {"en": "Serial"}, "type": "auto_number", "mode": "gapless",
                         "pattern": "P{yyyyMM}-{seq:4}", "reset": "yearly"}"""))));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void two_hundred_concurrent_inserts_get_two_hundred_numbers_of_the_day() throws Exception {
        var before = LocalDate.now(ZONE);
        var numbers = numbers("account", "lead_number");
        var days = List.of(before, LocalDate.now(ZONE)).stream()
                .map(day -> "XS-" + DateTimeFormatter.BASIC_ISO_DATE.format(day) + "-")
                .toList();

        assertThat(numbers).hasSize(INSERTS).allMatch(number -> number.matches("XS-\\d{8}-\\d{4}"));
        assertThat(numbers).allMatch(number -> days.stream().anyMatch(number::startsWith));
    }

    @Test
    void gapless_numbers_count_through_the_year_without_a_hole() throws Exception {
        var numbers = numbers("product", "serial");

        var counted = new TreeSet<Integer>();
        numbers.forEach(number -> counted.add(Integer.parseInt(number.substring(number.indexOf('-') + 1))));
        assertThat(counted).hasSize(INSERTS);
        assertThat(counted.last() - counted.first()).isEqualTo(INSERTS - 1);
        assertThat(work.app.inUnit(() -> work.app
                        .sql()
                        .list(
                                "SELECT scope FROM t_number_counter WHERE scope LIKE 'product.serial/%'",
                                row -> row.getString(1))))
                .contains("product.serial/" + LocalDate.now(ZONE).getYear());
    }

    private HashSet<String> numbers(String entity, String field) throws Exception {
        var inserts = new ArrayList<Callable<RecordId>>();
        for (int i = 0; i < INSERTS; i++) {
            var name = entity + " " + i;
            inserts.add(() -> work.install(entity, Map.of("name", name)));
        }
        var numbers = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var made : threads.invokeAll(inserts)) {
                numbers.add(String.valueOf(
                        work.find(TestWorkspace.INSTALL, entity, made.get()).value(field)));
            }
        }
        return numbers;
    }
}
