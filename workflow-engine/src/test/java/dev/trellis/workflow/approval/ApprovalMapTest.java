package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The map of approval rules names tests that exist, and there are as many cases as are promised. */
class ApprovalMapTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+Test)(?:\\.([a-z0-9_]+))?`");
    private static final Pattern CASE =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b[^;]*?\\svoid ([a-z0-9_]+)\\(");
    private static final List<String> ABOUT_APPROVALS =
            List.of("approval", "deputy", "engine", "lint", "node", "people", "random", "time");
    private static final int PROMISED = 250;

    /** Tests of other things that live beside those of approvals. */
    private static final Set<String> OF_RULES = Set.of("RulesTest", "RuleActionsTest");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of each test class about approvals. */
    private static Map<String, Set<String>> cases() throws IOException {
        var cases = new LinkedHashMap<String, Set<String>>();
        for (var folder : ABOUT_APPROVALS) {
            try (var files = Files.list(ROOT.resolve("workflow-engine/src/test/java/dev/trellis/workflow/" + folder))) {
                files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                        .sorted()
                        .forEach(file -> {
                            var names = new LinkedHashSet<String>();
                            CASE.matcher(read(file)).results().forEach(found -> names.add(found.group(1)));
                            cases.put(file.getFileName().toString().replace(".java", ""), names);
                        });
            }
        }
        OF_RULES.forEach(cases::remove);
        return cases;
    }

    @Test
    void every_test_that_the_map_names_exists() throws IOException {
        var cases = cases();
        var named = NAMED.matcher(read(ROOT.resolve("platform-core/docs/approvals-map.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(150);
        assertThat(named.stream()
                        .filter(found -> found.group(2) != null)
                        .filter(found ->
                                !cases.getOrDefault(found.group(1), Set.of()).contains(found.group(2)))
                        .map(found -> found.group(1) + "." + found.group(2)))
                .as("named in the map and not in the sources")
                .isEmpty();
        assertThat(named.stream()
                        .filter(found ->
                                found.group(2) == null && !found.group(1).equals("ApprovalMapTest"))
                        .map(found -> found.group(1))
                        .filter(name -> !cases.containsKey(name)))
                .as("classes named in the map and not in the sources")
                .isEmpty();
    }

    @Test
    void no_row_of_the_map_is_without_a_test() {
        var rows = read(ROOT.resolve("platform-core/docs/approvals-map.md"))
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.endsWith("| Test |"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> assertThat(NAMED.matcher(row).find()).as(row).isTrue());
    }

    @Test
    void there_are_as_many_cases_as_are_promised() throws IOException {
        int count = cases().values().stream().mapToInt(Set::size).sum();

        assertThat(count)
                .as(() -> {
                    try {
                        return cases().entrySet().stream()
                                .map(entry ->
                                        entry.getKey() + " " + entry.getValue().size())
                                .collect(Collectors.joining(", "));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .isGreaterThanOrEqualTo(PROMISED);
    }
}
