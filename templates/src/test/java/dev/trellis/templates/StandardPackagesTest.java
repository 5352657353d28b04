package dev.trellis.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.core.template.MetadataPackage;
import dev.trellis.core.template.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StandardPackagesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MetadataJson METADATA = new MetadataJson(FieldTypes.builtIn());
    private static final Packages PACKAGES = new Packages(List.of(new StandardPackages()), METADATA);

    @ParameterizedTest
    @ValueSource(strings = {"none", "crm-base", "crm-sales", "crm-followup", "crm-leads", "crm-quotes", "crm-standard"})
    void every_package_reads_and_stands_on_its_own(String name) {
        var snapshot = Metadata.of(1, definitions(name));

        var problems = MetadataCheck.check(snapshot, Metadata.empty());

        assertThat(problems)
                .as(() -> problems.stream()
                        .map(problem -> problem.path() + ": " + Messages.text(problem, Locale.ENGLISH))
                        .reduce("", (a, b) -> a + "\n" + b))
                .isEmpty();
    }

    @Test
    void every_label_speaks_both_languages() {
        var missing = new ArrayList<String>();
        for (var found : PACKAGES.all()) {
            for (var file : found.manifest().definitions()) {
                labels(JSON.readTree(found.text(file)), found.manifest().name() + "/" + file, missing);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void manifests_list_exactly_the_files_of_their_folder() throws IOException {
        for (var found : new StandardPackages().packages()) {
            var folder = Path.of(
                    "src/main/resources/trellis/packages", found.manifest().name());
            try (var files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> folder.relativize(file).toString())
                                .filter(file -> !file.equals("manifest.json")))
                        .containsExactlyInAnyOrderElementsOf(found.manifest().files());
            }
        }
    }

    @Test
    void files_are_named_after_their_definitions() {
        for (var found : PACKAGES.all()) {
            for (var file : found.manifest().definitions()) {
                var id = JSON.readTree(found.text(file)).path("id").stringValue();
                assertThat(file).endsWith("/" + id + ".json");
            }
        }
    }

    @Test
    void every_entity_of_its_own_has_a_form_a_list_and_a_reader() {
        var snapshot = Metadata.of(1, definitions("crm-standard"));
        for (var entity : snapshot.entities()) {
            if (entity.ownedBy() == null) {
                assertThat(snapshot.forms(entity.id())).as(entity.id()).isNotEmpty();
                assertThat(snapshot.lists(entity.id())).as(entity.id()).hasSizeGreaterThanOrEqualTo(1);
            }
            assertThat(snapshot.all(RoleDefinition.class))
                    .as(entity.id())
                    .anyMatch(role -> role.entities().containsKey(entity.id()));
        }
    }

    @Test
    void salespeople_see_neither_cost_nor_margin() {
        var snapshot = Metadata.of(1, definitions("crm-standard"));
        for (var id : List.of("sales", "sales_manager")) {
            var rights = snapshot.role(id).orElseThrow().entities().get("product");
            assertThat(rights.field("cost")).isEqualTo(FieldRight.NONE);
            assertThat(rights.field("margin")).isEqualTo(FieldRight.NONE);
            assertThat(rights.field("list_price")).isEqualTo(FieldRight.READ);
        }
    }

    @Test
    void the_json_of_every_definition_is_canonical() {
        for (var found : PACKAGES.all()) {
            for (var definition : definitions(found)) {
                var once = METADATA.text(definition);
                assertThat(METADATA.parse(definition.kind(), once))
                        .isEqualTo(new MetadataJson.Reading.Read(definition));
            }
        }
    }

    private static List<Definition> definitions(MetadataPackage found) {
        return found.manifest().definitions().stream()
                .map(file -> METADATA.parse(
                        dev.trellis.core.metadata.Kind.of(file.substring(0, file.indexOf('/')))
                                .orElseThrow(),
                        found.text(file)))
                .map(reading -> ((MetadataJson.Reading.Read) reading).definition())
                .toList();
    }

    private static List<Definition> definitions(String name) {
        return switch (PACKAGES.read(name)) {
            case Packages.Contents.Definitions(var definitions) -> definitions;
            case Packages.Contents.Broken(var problems) ->
                throw new AssertionError(problems.stream()
                        .map(problem -> problem.path() + ": " + Messages.text(problem, Locale.ENGLISH))
                        .reduce("", (a, b) -> a + "\n" + b));
        };
    }

    private static void labels(JsonNode node, String place, List<String> missing) {
        if (node instanceof ObjectNode object) {
            boolean isLabel = object.has("en") || object.has("zh-CN");
            if (isLabel
                    && !(object.path("en").isString() && object.path("zh-CN").isString())) {
                missing.add(place);
            }
            object.properties().forEach(entry -> {
                if (List.of("label", "plural", "message", "help", "description").contains(entry.getKey())
                        && entry.getValue().isObject()
                        && !entry.getValue().has("zh-CN")) {
                    missing.add(place + "/" + entry.getKey());
                }
                labels(entry.getValue(), place + "/" + entry.getKey(), missing);
            });
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                labels(node.get(i), place + "/" + i, missing);
            }
        }
    }
}
