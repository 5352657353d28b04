package dev.trellis.ui.web.roles;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.form.role.RoleDesign;
import dev.trellis.ui.web.component.Glyph;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a role may do to one kind of record: in a few words, and opened to be changed. */
final class RightsRow extends Div {

    private final transient EntityDefinition entity;
    private final transient RoleDesign design;
    private final Locale locale;
    private final transient Consumer<Function<RoleDesign, Metadata>> edited;

    /** @param opened the entities whose rights are open to be changed; kept while the page is */
    RightsRow(
            RoleDesign design,
            EntityDefinition entity,
            Locale locale,
            Set<String> opened,
            Consumer<Function<RoleDesign, Metadata>> edited) {
        this.entity = entity;
        this.design = design;
        this.locale = locale;
        this.edited = edited;
        addClassName("role-row");
        getElement().setAttribute("data-entity", entity.id());
        var rights = design.rights(entity.id());
        var name = new Span(entity.plural().text(locale));
        name.addClassName("role-entity");
        var words = new Span(summary(rights));
        words.addClassName("quiet-text");
        var head = new Div(Glyph.named(entity.icon()).create(), name, words);
        head.addClassName("role-row-head");
        var content = new Div();
        var details = new Details(head, content);
        details.addOpenedChangeListener(changed -> {
            if (changed.isOpened()) {
                opened.add(entity.id());
                fill(content, rights);
            } else {
                opened.remove(entity.id());
            }
        });
        if (opened.contains(entity.id())) {
            fill(content, rights);
            details.setOpened(true);
        }
        add(details);
    }

    private String summary(EntityRights rights) {
        if (rights.verbs().isEmpty()) {
            return getTranslation("roles.nothing");
        }
        return Arrays.stream(Scope.values())
                .filter(rights.verbs()::containsValue)
                .map(scope -> getTranslation(
                        "roles.summary",
                        Map.of("scope", getTranslation("roles.scope." + scope.key()), "verbs", verbs(rights, scope))))
                .collect(Collectors.joining(" · "));
    }

    /** The verbs of one scope; a star where a condition limits them. */
    private String verbs(EntityRights rights, Scope scope) {
        return RoleDesign.VERBS.stream()
                .filter(verb -> rights.verbs().get(verb) == scope)
                .map(verb -> {
                    var name = getTranslation("why.verb." + verb.key());
                    return rights.conditions().containsKey(verb)
                            ? getTranslation("roles.summary.limited", Map.of("verb", name))
                            : name;
                })
                .collect(Collectors.joining(getTranslation("list.separator")));
    }

    private void fill(Div content, EntityRights rights) {
        if (content.getChildren().findAny().isPresent()) {
            return;
        }
        content.addClassName("role-rights-of");
        for (var verb : RoleDesign.VERBS) {
            content.add(verb(rights, verb));
        }
        content.add(others(entity.id(), rights, getTranslation("roles.other-fields")));
        exceptions(content, entity, rights);
        design.draft().childrenOf(entity.id()).forEach(child -> {
            var lines = design.role().entities().containsKey(child.id())
                    ? design.rights(child.id())
                    : new EntityRights(Map.of(), rights.otherFields(), Map.of());
            content.add(others(
                    child.id(),
                    lines,
                    getTranslation("roles.lines", Map.of("lines", child.label().text(locale)))));
            exceptions(content, child, lines);
        });
    }

    private Div verb(EntityRights rights, Verb verb) {
        var scope = new Select<Scope>();
        scope.setLabel(getTranslation("why.verb." + verb.key()));
        scope.setItems(Scope.values());
        scope.setEmptySelectionAllowed(true);
        scope.setEmptySelectionCaption(getTranslation("roles.scope.none"));
        scope.setItemLabelGenerator(
                one -> getTranslation(one == null ? "roles.scope.none" : "roles.scope." + one.key()));
        scope.setValue(rights.verbs().get(verb));
        scope.getElement().setAttribute("data-verb", verb.key());
        scope.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edited.accept(current -> current.verb(entity.id(), verb, changed.getValue()));
            }
        });
        var condition = new TextField(getTranslation("roles.condition"));
        condition.setPlaceholder(getTranslation("roles.condition.none"));
        condition.setValue(rights.conditions().getOrDefault(verb, ""));
        condition.setEnabled(rights.verbs().containsKey(verb));
        condition.addClassName("role-condition");
        condition.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edited.accept(current -> current.condition(entity.id(), verb, changed.getValue()));
            }
        });
        var line = new Div(scope, condition);
        line.addClassName("role-verb");
        return line;
    }

    private Select<FieldRight> others(String of, EntityRights rights, String label) {
        var select = rightSelect(label, rights.otherFields());
        select.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edited.accept(current -> current.otherFields(of, changed.getValue()));
            }
        });
        return select;
    }

    private Select<FieldRight> rightSelect(String label, FieldRight now) {
        var select = new Select<FieldRight>();
        select.setLabel(label);
        select.setItems(FieldRight.values());
        select.setItemLabelGenerator(right -> getTranslation("studio.right." + right.key()));
        select.setValue(now);
        return select;
    }

    private void exceptions(Div content, EntityDefinition of, EntityRights rights) {
        rights.fields().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(entry -> {
                    var label = of.field(entry.getKey())
                            .map(field -> field.label().text(locale))
                            .orElse(entry.getKey());
                    var select = rightSelect(label, entry.getValue());
                    select.getElement().setAttribute("data-field", entry.getKey());
                    select.addValueChangeListener(changed -> {
                        if (changed.isFromClient()) {
                            edited.accept(current -> current.field(of.id(), entry.getKey(), changed.getValue()));
                        }
                    });
                    content.add(select);
                });
        content.add(exception(of, rights));
    }

    /** Makes one more field an exception: hidden at first, or read where all others are hidden. */
    private ComboBox<FieldDefinition> exception(EntityDefinition of, EntityRights rights) {
        var more = new ComboBox<FieldDefinition>(getTranslation("roles.exception"));
        List<FieldDefinition> open = of.fields().stream()
                .filter(field -> !rights.fields().containsKey(field.id()))
                .toList();
        more.setItems(open);
        more.setItemLabelGenerator(field -> field.label().text(locale));
        more.setPlaceholder(getTranslation("roles.exception.choose"));
        more.addClassName("role-exception");
        var first = Arrays.stream(FieldRight.values())
                .filter(right -> right != rights.otherFields())
                .min(Comparator.comparingInt(right -> right == FieldRight.READ ? 1 : 0))
                .orElse(FieldRight.NONE);
        more.addValueChangeListener(changed -> {
            if (changed.isFromClient() && changed.getValue() != null) {
                edited.accept(
                        current -> current.field(of.id(), changed.getValue().id(), first));
            }
        });
        return more;
    }
}
