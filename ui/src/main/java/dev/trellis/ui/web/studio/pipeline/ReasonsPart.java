package dev.trellis.ui.web.studio.pipeline;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.pipeline.EndReasons;
import dev.trellis.ui.web.component.Glyph;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The reasons for which records are won or lost, below the stages. */
final class ReasonsPart extends Div {

    private final transient EndReasons reasons;
    private final transient Consumer<Metadata> edited;

    ReasonsPart(EndReasons reasons, Consumer<Metadata> edited) {
        this.reasons = reasons;
        this.edited = edited;
        addClassNames("rule-part", "pipeline-reasons");
    }

    void show(Metadata draft, PipelineDefinition pipeline, Locale locale) {
        removeAll();
        var ends = pipeline.stages().stream().anyMatch(stage -> stage.outcome() == Outcome.LOST);
        setVisible(ends);
        add(new H2(Messages.text("studio.pipeline.reasons", locale)));
        var asked = reasons.of(draft, pipeline);
        if (asked.isEmpty()) {
            var none = new Span(Messages.text("studio.pipeline.reasons.none", locale));
            none.addClassName("quiet-text");
            var make = new Button(
                    Messages.text("studio.pipeline.reasons.make", locale),
                    clicked -> edited.accept(reasons.make(
                            draft,
                            pipeline,
                            texts("studio.pipeline.reasons.field"),
                            texts("studio.pipeline.reasons.new"))));
            make.addClassNames("quiet", "pipeline-reasons-make");
            add(none, make);
        }
        asked.forEach(one -> add(field(draft, pipeline.entity(), one, locale)));
    }

    private Div field(Metadata draft, String entity, EndReasons.Asked asked, Locale locale) {
        var title = new Span(Messages.text(
                "studio.pipeline.reasons.of",
                locale,
                Map.of(
                        "field",
                        asked.field().label().text(locale),
                        "stages",
                        asked.stages().stream()
                                .map(stage -> stage.label().text(locale))
                                .collect(Collectors.joining(Messages.text("list.separator", locale))))));
        title.addClassName("quiet-text");
        var box = new Div(title);
        box.addClassName("pipeline-reason-list");
        box.getElement().setAttribute("data-reasons", asked.field().id());
        for (var reason : asked.reasons()) {
            box.add(row(draft, entity, asked.field().id(), reason, locale));
        }
        var more = new Button(
                Messages.text("studio.pipeline.reasons.add", locale),
                Glyph.PLUS.create(),
                clicked -> edited.accept(
                        reasons.add(draft, entity, asked.field().id(), texts("studio.pipeline.reasons.new"))));
        more.addClassNames("quiet", "pipeline-reason-add");
        box.add(more);
        return box;
    }

    private Div row(Metadata draft, String entity, String field, EndReasons.Reason reason, Locale locale) {
        var row = new Div();
        row.addClassName("pipeline-reason");
        row.getElement().setAttribute("data-reason", reason.code());
        for (var language : draft.workspace().languages()) {
            var name = new TextField();
            name.setAriaLabel(Messages.text("studio.pipeline.reasons.name", locale)
                    + " · "
                    + Locale.forLanguageTag(language).getDisplayLanguage(locale));
            name.setPlaceholder(Locale.forLanguageTag(language).getDisplayLanguage(locale));
            name.setMaxLength(60);
            name.setValue(reason.label().texts().getOrDefault(language, ""));
            name.addValueChangeListener(typed -> {
                if (typed.isFromClient()) {
                    var texts = new HashMap<>(reason.label().texts());
                    texts.put(language, typed.getValue().strip());
                    texts.values().removeIf(String::isBlank);
                    if (!texts.isEmpty()) {
                        edited.accept(reasons.name(draft, entity, field, reason.code(), new Label(texts)));
                    }
                }
            });
            row.add(name);
        }
        var offered = new Checkbox(Messages.text("studio.pipeline.reasons.active", locale), reason.isOffered());
        offered.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edited.accept(reasons.offer(draft, entity, field, reason.code(), changed.getValue()));
            }
        });
        row.add(offered);
        return row;
    }

    private static Label texts(String key) {
        return Label.of(Messages.text(key, Locale.ENGLISH), Messages.text(key, Locale.SIMPLIFIED_CHINESE));
    }
}
