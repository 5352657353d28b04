package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.collaboration.Recipients;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SharingDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.form.sharing.SharingDesign;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One sharing rule: which records, with whom, what for. */
final class RulePage extends Div {

    private final transient DraftBench bench;
    private final transient Records records;
    private final transient Recipients recipients;
    private final String rule;
    private final StudioHead head;
    private final Div body = new Div();

    RulePage(DraftBench bench, Records records, Recipients recipients, String rule) {
        this.bench = bench;
        this.records = records;
        this.recipients = recipients;
        this.rule = rule;
        this.head = new StudioHead(bench, this::report, this::refresh).with(removal());
        addClassNames("studio", "role-page", "rule-of-sharing");
        body.addClassName("role-body");
        add(head, body);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private Optional<SharingDesign> design() {
        return SharingDesign.find(bench.draft(), rule);
    }

    /** Shows everything in the reader's language. */
    void refresh() {
        body.removeAll();
        var now = design();
        if (now.isEmpty()) {
            head.show(getTranslation("sharing-rules.unknown.title"));
            return;
        }
        var design = now.get();
        head.show(design.rule().label().text(locale()));
        var basics = new Div(name(design, "zh-CN"), name(design, "en"), entity(design), right(design));
        basics.addClassName("role-basics");
        body.add(basics, condition(design), to(design));
    }

    private TextField name(SharingDesign design, String language) {
        var field = new TextField(getTranslation("roles.name." + language));
        var texts = design.rule().label().texts();
        field.setValue(texts.getOrDefault(language, ""));
        field.setMaxLength(80);
        field.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                var edited = new HashMap<>(texts);
                edited.remove(language);
                if (!changed.getValue().isBlank()) {
                    edited.put(language, changed.getValue().strip());
                }
                apply(current -> current.label(new Label(edited)));
            }
        });
        return field;
    }

    private Select<EntityDefinition> entity(SharingDesign design) {
        var select = new Select<EntityDefinition>();
        select.setLabel(getTranslation("sharing-rules.entity"));
        select.setItems(SharingDesign.entities(bench.draft()));
        select.setItemLabelGenerator(entity -> entity.plural().text(locale()));
        select.addClassName("sharing-entity");
        bench.draft().entity(design.rule().entity()).ifPresent(select::setValue);
        select.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                apply(current -> current.entity(changed.getValue().id()));
            }
        });
        return select;
    }

    private Select<Right> right(SharingDesign design) {
        var select = new Select<Right>();
        select.setLabel(getTranslation("sharing.right"));
        select.setItems(Right.values());
        select.setItemLabelGenerator(right -> getTranslation("sharing.right." + right.key()));
        select.setValue(design.rule().right());
        select.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                apply(current -> current.right(changed.getValue()));
            }
        });
        return select;
    }

    private Div condition(SharingDesign design) {
        var field = new TextArea(getTranslation("sharing-rules.when"));
        field.setValue(design.condition());
        field.setMaxLength(10_000);
        field.setMinRows(2);
        field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        field.setPlaceholder(getTranslation("sharing-rules.when.example"));
        field.addClassName("sharing-when");
        var faults = faults("/when");
        field.setInvalid(!faults.isEmpty());
        field.setErrorMessage(String.join(" ", faults));
        field.setHelperText(getTranslation(
                design.condition().isEmpty() ? "sharing-rules.when.blank" : "sharing-rules.when.help",
                Map.of("fields", fields(design))));
        field.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                apply(current -> current.condition(changed.getValue()));
            }
        });
        var box = new Div(new H2(getTranslation("sharing-rules.which")), field);
        box.addClassName("role-holders");
        return box;
    }

    /** A few names that a condition may use, so that nobody has to look them up elsewhere. */
    private String fields(SharingDesign design) {
        return bench.draft().entity(design.rule().entity()).stream()
                .flatMap(entity -> entity.fields().stream())
                .limit(8)
                .map(field -> getTranslation(
                        "sharing-rules.field",
                        Map.of("id", field.id(), "label", field.label().text(locale()))))
                .collect(Collectors.joining(getTranslation("list.separator")));
    }

    /** What keeps the rule from being published. */
    private List<String> faults(String part) {
        var place = "sharing/" + rule + part;
        return bench.studio().drafts().review(bench.actor()).problems().stream()
                .filter(problem -> problem.path().startsWith(place))
                .map(problem -> Messages.text(problem, locale()))
                .toList();
    }

    private Div to(SharingDesign design) {
        var box = new Div(new H2(getTranslation("sharing-rules.to")));
        box.addClassName("role-holders");
        var known = design.rule().to().stream()
                .flatMap(text -> Recipient.parse(text).stream())
                .toList();
        var names = recipients.names(known, locale());
        for (var recipient : known) {
            var name = new Span(
                    recipient.kind() == Recipient.Kind.ROLE
                            ? bench.draft()
                                    .role(recipient.id())
                                    .map(role -> role.label().text(locale()))
                                    .orElse(getTranslation("sharing-rules.gone"))
                            : names.getOrDefault(recipient, getTranslation("sharing-rules.gone")));
            name.addClassName("sharing-name");
            var kind = new Span(getTranslation(ShareWords.key(recipient.kind())));
            kind.addClassName("quiet-text");
            var words = new Div(name, kind);
            words.addClassName("sharing-words");
            var line = new Div(ShareWords.glyph(recipient.kind()).create(), words);
            line.addClassName("sharing-line");
            if (known.size() > 1) {
                var label = getTranslation("sharing-rules.to.remove", Map.of("name", name.getText()));
                var take =
                        new Button(Glyph.CLOSE.create(), clicked -> apply(current -> current.remove(recipient.text())));
                take.addClassName("quiet");
                take.setAriaLabel(label);
                take.setTooltipText(label);
                line.add(take);
            }
            box.add(line);
        }
        faults("/to").forEach(fault -> {
            var text = new Span(fault);
            text.addClassName("form-problem");
            box.add(text);
        });
        box.add(new RecipientPicker(
                records, bench::actor, recipient -> apply(current -> current.add(recipient.text()))));
        return box;
    }

    private Button removal() {
        var remove = new Button(Glyph.DELETE.create(), clicked -> {
            design().ifPresent(design -> bench.edit(design.without())
                    .ifPresentOrElse(
                            problem -> Toast.failed(Messages.text(problem, locale())),
                            () -> getUI().ifPresent(ui -> ui.navigate("studio"))));
        });
        remove.addClassNames("quiet", "sharing-rule-remove");
        remove.setAriaLabel(getTranslation("sharing-rules.remove"));
        remove.setTooltipText(getTranslation("sharing-rules.remove"));
        return remove;
    }

    private void apply(Function<SharingDesign, Metadata> edit) {
        design().ifPresent(current -> report(bench.edit(edit.apply(current))));
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }
}
