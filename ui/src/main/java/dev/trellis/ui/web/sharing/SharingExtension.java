package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.reason.Why;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.record.RecordExtension;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;

/** Puts on the page of a record who works on it, and the way to share it. */
@Singleton
final class SharingExtension implements RecordExtension {

    private final Records records;
    private final Collaboration collaboration;
    private final Why why;

    SharingExtension(Records records, Collaboration collaboration, Why why) {
        this.records = records;
        this.collaboration = collaboration;
        this.why = why;
    }

    @Override
    public List<Component> actions(Subject subject) {
        return switch (shares(subject)) {
            case SharingResult.Shares shares -> {
                var button = new Button(Glyph.SHARE.create());
                button.addClassNames("quiet", "share-action");
                var label = button.getTranslation(shares.mayShare() ? "sharing.share" : "sharing.access");
                button.setAriaLabel(label);
                button.setTooltipText(label);
                button.addClickListener(
                        clicked -> new AccessDialog(records, collaboration, why, subject, format(subject)).open());
                yield List.of(button);
            }
            case SharingResult.NotFound _, SharingResult.Denied _, SharingResult.Rejected _ -> List.of();
        };
    }

    @Override
    public List<Component> panels(Subject subject) {
        return switch (shares(subject)) {
            case SharingResult.Shares shares ->
                shares.entries().isEmpty() ? List.of() : List.of(panel(subject, shares));
            case SharingResult.NotFound _, SharingResult.Denied _, SharingResult.Rejected _ -> List.of();
        };
    }

    private SharingResult shares(Subject subject) {
        return collaboration.list(subject.actor(), subject.entity(), subject.id());
    }

    private static Div panel(Subject subject, SharingResult.Shares shares) {
        var locale = subject.actor().locale();
        var panel = new Div(new H2(Messages.text("sharing.panel", locale)));
        panel.addClassNames("side-panel", "sharing-panel");
        for (var entry : shares.entries()) {
            var name = new Span(entry.name());
            name.addClassName("sharing-name");
            var right = new Span(
                    Messages.text(entry.share().writing() ? "sharing.right.write" : "sharing.right.read", locale));
            right.addClassName("quiet-text");
            var glyph = ShareWords.glyph(entry.share().recipient().kind()).create();
            var line = new Div(glyph, name, right);
            line.addClassName("sharing-line");
            panel.add(line);
        }
        return panel;
    }

    private Format format(Subject subject) {
        var zone = records.schema(subject.actor()).metadata().workspace().zone();
        return new Format(subject.actor().locale(), ZoneId.of(zone));
    }
}
