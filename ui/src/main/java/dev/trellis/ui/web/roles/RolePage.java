package dev.trellis.ui.web.roles;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.role.RoleDesign;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One role: what it is called, what it may do to each kind of record, and who holds it. */
final class RolePage extends Div {

    private final transient DraftBench bench;
    private final String role;
    private final StudioHead head;
    private final Div basics = new Div();
    private final Div entities = new Div();
    private final Holders holders;
    private final Set<String> opened = new HashSet<>();

    RolePage(DraftBench bench, String role, Holders holders) {
        this.bench = bench;
        this.role = role;
        this.holders = holders;
        this.head = new StudioHead(bench, this::report, this::refresh);
        addClassNames("studio", "role-page");
        basics.addClassName("role-basics");
        entities.addClassName("role-entities");
        var body = new Div(basics, entities, holders);
        body.addClassName("role-body");
        add(head, body);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private Optional<RoleDesign> design() {
        return bench.draft().role(role).map(found -> new RoleDesign(bench.draft(), found));
    }

    /** Shows everything in the reader's language. */
    void refresh() {
        var now = design();
        basics.removeAll();
        entities.removeAll();
        holders.show();
        if (now.isEmpty()) {
            head.show(getTranslation("roles.unknown.title"));
            return;
        }
        var design = now.get();
        head.show(design.role().label().text(locale()));
        basics.add(name(design, "zh-CN"), name(design, "en"), rights(design));
        entities.add(new H2(getTranslation("roles.records")));
        bench.draft().entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .forEach(entity -> entities.add(row(design, entity)));
    }

    private RightsRow row(RoleDesign design, EntityDefinition entity) {
        return new RightsRow(design, entity, locale(), opened, this::apply);
    }

    private TextField name(RoleDesign design, String language) {
        var field = new TextField(getTranslation("roles.name." + language));
        var texts = design.role().label().texts();
        field.setValue(texts.getOrDefault(language, ""));
        field.setMaxLength(80);
        field.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                var edited = new java.util.HashMap<>(texts);
                if (changed.getValue().isBlank()) {
                    edited.remove(language);
                } else {
                    edited.put(language, changed.getValue().strip());
                }
                apply(current -> current.label(new Label(edited)));
            }
        });
        return field;
    }

    private Div rights(RoleDesign design) {
        var box = new Div(new Span(getTranslation("roles.workspace")));
        box.addClassName("role-rights");
        for (var right : Right.values()) {
            var tick = new Checkbox(getTranslation("roles.right." + right.key()));
            tick.setValue(design.role().rights().contains(right));
            tick.addValueChangeListener(changed -> {
                if (changed.isFromClient()) {
                    apply(current -> current.right(right, changed.getValue()));
                }
            });
            box.add(tick);
        }
        return box;
    }

    private void apply(Function<RoleDesign, Metadata> edit) {
        design().ifPresent(current -> report(bench.edit(edit.apply(current))));
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }
}
