package dev.trellis.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module table and the manners of the code base, as rules. */
class ArchitectureTest {

    private static final JavaClasses TRELLIS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.trellis");

    @ParameterizedTest(name = "{0} never uses {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dev.trellis.core..      | dev.trellis.form..,dev.trellis.workflow..,dev.trellis.templates..,dev.trellis.ui..,dev.trellis.samples..,com.vaadin..,org.flowable..",
                "dev.trellis.form..      | dev.trellis.workflow..,dev.trellis.templates..,dev.trellis.ui..,dev.trellis.samples..,com.vaadin..,org.flowable..,java.sql..,javax.sql..,org.jooq..,org.graalvm..",
                "dev.trellis.workflow..  | dev.trellis.form..,dev.trellis.templates..,dev.trellis.ui..,dev.trellis.samples..,com.vaadin..",
                "dev.trellis.templates.. | dev.trellis.form..,dev.trellis.workflow..,dev.trellis.ui..,dev.trellis.samples..,com.vaadin..,org.flowable..,java.sql..,org.jooq..",
                "dev.trellis.ui..        | dev.trellis.samples..,org.flowable..,org.graalvm..,com.networknt..,java.sql..,javax.sql..,org.jooq..",
            })
    void a_module_uses_only_what_the_module_table_allows(String module, String forbidden) {
        noClasses()
                .that()
                .resideInAPackage(module.strip())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.strip().split("\\s*,\\s*"))
                .check(TRELLIS);
    }

    @ParameterizedTest
    @CsvSource({"dev.trellis.core.(*)..", "dev.trellis.form.(*)..", "dev.trellis.workflow.(*)..", "dev.trellis.ui.(*).."
    })
    void packages_have_no_cycles(String pattern) {
        slices().matching(pattern).should().beFreeOfCycles().check(TRELLIS);
    }

    @Test
    void only_the_gate_and_the_schema_runner_build_sql_for_designed_tables() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.trellis.core.record..",
                        "dev.trellis.core.schema..",
                        "dev.trellis.core.expression..",
                        "dev.trellis.core.database..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jooq..")
                .check(TRELLIS);
    }

    @Test
    void names_of_designed_tables_are_known_only_where_sql_is_built() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.trellis.core.record..", "dev.trellis.core.schema..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("PhysicalNames")
                .check(TRELLIS);
    }

    @Test
    void nothing_forces_a_front_end_build() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.vaadin.flow.component.dependency.JsModule")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.vaadin.flow.component.dependency.NpmPackage")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.vaadin.flow.component.dependency.CssImport")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.vaadin.flow.component.Html")
                .check(TRELLIS);
    }

    @Test
    void names_say_the_domain_word() {
        classes()
                .that()
                .resideInAPackage("dev.trellis..")
                .should()
                .haveNameNotMatching(
                        ".*\\.(Abstract|Base)[A-Z]\\w*|.*((?<!Initiators)Manager|Helper|Util|Utils|Impl|DTO)")
                .check(TRELLIS);
    }

    @Test
    void objects_are_never_deserialised_and_no_expression_language_but_ours_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "org.springframework..")
                .check(TRELLIS);
    }
}
