package dev.trellis.form.session;

import dev.trellis.core.expression.Outcome;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormState.Facets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The visible, required and read-only rules of a form, compiled for its reader. A visibility rule that fails shows the
 * field; a read-only rule that fails keeps it from being written; a required rule that fails asks for nothing.
 */
final class FacetRules {

    private record ItemRules(ResolvedForm.Item item, Rule visible, Rule required, Rule readOnly) {}

    private record SectionRules(String id, Rule visible, List<ItemRules> items) {}

    private final FormPlan plan;
    private final List<SectionRules> sections = new ArrayList<>();

    FacetRules(FormPlan plan, ResolvedForm form) {
        this.plan = plan;
        for (var section : form.sections()) {
            var items = section.items().stream()
                    .map(item -> new ItemRules(
                            item,
                            plan.rule(item.visibleWhen()),
                            plan.rule(item.requiredWhen()),
                            plan.rule(item.readOnlyWhen())))
                    .toList();
            sections.add(new SectionRules(section.id(), plan.rule(section.visibleWhen()), items));
        }
    }

    /** @param locked whether nothing may be written at all */
    Facets evaluate(Working working, boolean locked) {
        var calculator = new Calculator(working);
        var shown = new HashSet<String>();
        var visible = new HashSet<String>();
        var required = new HashSet<String>();
        var readOnly = new HashSet<String>();
        for (var section : sections) {
            boolean sectionShown = holds(section.visible(), calculator, working, true, true);
            if (sectionShown) {
                shown.add(section.id());
            }
            for (var rules : section.items()) {
                var field = rules.item().field();
                if (locked || !field.writable() || holds(rules.readOnly(), calculator, working, false, true)) {
                    readOnly.add(field.id());
                }
                if (sectionShown && holds(rules.visible(), calculator, working, true, true)) {
                    visible.add(field.id());
                    if (plan.mayWrite(plan.entity(), field.id())
                            && (field.required() || holds(rules.required(), calculator, working, false, false))) {
                        required.add(field.id());
                    }
                }
            }
        }
        return new Facets(shown, visible, required, readOnly);
    }

    private static boolean holds(Rule rule, Calculator calculator, Working working, boolean none, boolean failed) {
        return switch (rule) {
            case Rule.None _ -> none;
            case Rule.Broken _ -> failed;
            case Rule.Checked(var expression) -> {
                Optional<Outcome> outcome = calculator.evaluate(expression, working.record);
                if (outcome.isEmpty()) {
                    yield none;
                }
                yield outcome.get() instanceof Outcome.Failed
                        ? failed
                        : outcome.get().isTrue();
            }
        };
    }
}
