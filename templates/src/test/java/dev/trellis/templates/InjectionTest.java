package dev.trellis.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.template.Packages;
import org.junit.jupiter.api.Test;

class InjectionTest {

    @Test
    void types_and_packages_are_found_by_injection() {
        try (var app = TestApp.start()) {
            assertThat(app.get(FieldTypes.class).all())
                    .extracting(FieldTypeProvider::key)
                    .containsExactlyElementsOf(FieldTypes.builtIn().all().stream()
                            .map(FieldTypeProvider::key)
                            .toList());
            assertThat(app.get(Packages.class).find(StandardPackages.STANDARD)).isPresent();
            assertThat(app.get(Packages.class).withRequirements(StandardPackages.STANDARD))
                    .extracting(found -> found.manifest().name())
                    .containsExactly(
                            "builtin",
                            "crm-base",
                            "crm-sales",
                            "crm-followup",
                            "crm-leads",
                            "crm-quotes",
                            "crm-standard");
        }
    }
}
