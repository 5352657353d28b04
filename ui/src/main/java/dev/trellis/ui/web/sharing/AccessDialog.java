package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.reason.Why;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** With whom a record is shared, sharing it with more people, and why the reader may do what they may. */
final class AccessDialog extends Dialog {

    private final transient Collaboration collaboration;
    private final transient Subject subject;
    private final transient Format format;
    private final Div shared = new Div();
    private final Div wish = new Div();
    private final transient Records records;
    private boolean changed;

    AccessDialog(Records records, Collaboration collaboration, Why why, Subject subject, Format format) {
        this.records = records;
        this.collaboration = collaboration;
        this.subject = subject;
        this.format = format;
        addClassName("access-dialog");
        setHeaderTitle(getTranslation("sharing.title"));
        setWidth("560px");
        shared.addClassName("sharing-list");
        var reasons = new WhyPanel(records, why, subject);
        add(wish, shared, reasons);
        var close = new Button(getTranslation("action.close"), clicked -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(close);
        addOpenedChangeListener(opened -> {
            if (!opened.isOpened() && changed) {
                subject.reload().run();
            }
        });
        show(collaboration.list(subject.actor(), subject.entity(), subject.id()));
    }

    private void show(SharingResult result) {
        switch (result) {
            case SharingResult.Shares shares -> show(shares);
            case SharingResult.NotFound _ -> close();
            case SharingResult.Denied(var problem) -> tell(List.of(problem));
            case SharingResult.Rejected(var problems) -> tell(problems);
        }
    }

    private void tell(List<Problem> problems) {
        problems.forEach(
                problem -> Toast.failed(Messages.text(problem, subject.actor().locale())));
    }

    private void show(SharingResult.Shares shares) {
        wish.removeAll();
        if (shares.mayShare()) {
            wish.add(new ShareForm(records, subject, this::share));
        }
        shared.removeAll();
        shared.add(new H3(getTranslation("sharing.now")));
        if (shares.entries().isEmpty()) {
            var nobody = new Span(getTranslation("sharing.nobody"));
            nobody.addClassName("quiet-text");
            shared.add(nobody);
        }
        shares.entries().forEach(entry -> shared.add(line(entry, shares.mayShare())));
    }

    private Div line(SharingResult.Entry entry, boolean mayShare) {
        var share = entry.share();
        var name = new Span(entry.name());
        name.addClassName("sharing-name");
        var facts = new ArrayList<String>();
        facts.add(getTranslation(share.writing() ? "sharing.right.write" : "sharing.right.read"));
        if (share.collaborator()) {
            facts.add(getTranslation("sharing.collaborator"));
        }
        if (share.until() != null) {
            facts.add(getTranslation("sharing.until.short", Map.of("when", format.dateTime(share.until()))));
        }
        if (!entry.byName().isEmpty()) {
            facts.add(getTranslation("sharing.by", Map.of("name", entry.byName())));
        }
        var about = new Span(String.join(" · ", facts));
        about.addClassName("quiet-text");
        var words = new Div(name, about);
        words.addClassName("sharing-words");
        var line = new Div(ShareWords.glyph(share.recipient().kind()).create(), words);
        line.addClassName("sharing-line");
        if (mayShare) {
            var end = new Button(Glyph.CLOSE.create(), clicked -> {
                changed = true;
                show(collaboration.end(subject.actor(), subject.entity(), subject.id(), share.id()));
            });
            end.addClassNames("quiet", "sharing-end");
            end.setDisableOnClick(true);
            end.setAriaLabel(getTranslation("sharing.end", Map.of("name", entry.name())));
            end.setTooltipText(getTranslation("sharing.end", Map.of("name", entry.name())));
            line.add(end);
        }
        return line;
    }

    private void share(Collaboration.Wish asked) {
        var result = collaboration.share(subject.actor(), subject.entity(), subject.id(), asked);
        if (result instanceof SharingResult.Shares) {
            changed = true;
            Toast.done(getTranslation("sharing.done"));
        }
        show(result);
    }
}
