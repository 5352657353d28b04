package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.print.Prints;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import jakarta.inject.Singleton;
import java.util.List;

/** Leads from the page of a record to its sheet of paper, where a role lets the person print it. */
@Singleton
final class PrintExtension implements RecordExtension {

    private final Records records;
    private final Prints prints;

    PrintExtension(Records records, Prints prints) {
        this.records = records;
        this.prints = prints;
    }

    @Override
    public List<Component> actions(Subject subject) {
        if (!records.schema(subject.actor()).may(subject.entity(), Verb.PRINT)
                || !prints.mayPrint(subject.actor(), subject.entity(), subject.id())) {
            return List.of();
        }
        var label = Messages.text("print.action", subject.actor().locale());
        var link = new Anchor("print/" + subject.entity() + "/" + subject.id(), Glyph.PRINT.create());
        link.setTarget(AnchorTarget.BLANK);
        link.addClassNames("quiet", "print-action");
        link.getElement().setAttribute("aria-label", label);
        link.getElement().setAttribute("title", label);
        return List.of(link);
    }

    @Override
    public List<Component> panels(Subject subject) {
        return List.of();
    }
}
