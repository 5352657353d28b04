package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.record.Records;
import dev.trellis.form.rule.RuleDesigner;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.Rules;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/rule/<id>}: the builder of a rule. */
@Prototype
@Route(value = "studio/rule/:rule", layout = Shell.class)
final class RuleView extends DefinitionView<RulePage> {

    private final transient CurrentActor currentActor;
    private final transient RuleDesigner designer;
    private final transient Rules rules;
    private final transient InboundRules inbound;
    private final transient Records records;

    RuleView(
            Studio studio,
            CurrentActor currentActor,
            RuleDesigner designer,
            Rules rules,
            InboundRules inbound,
            Records records) {
        super(studio, currentActor, "rule");
        this.currentActor = currentActor;
        this.designer = designer;
        this.rules = rules;
        this.inbound = inbound;
        this.records = records;
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return RuleDesigner.find(draft, id).isPresent();
    }

    @Override
    protected RulePage open(String id) {
        return new RulePage(
                bench(), designer, rules, inbound, new RecordReferences(records, currentActor::require), id);
    }
}
